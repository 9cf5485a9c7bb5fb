using System.Text.Json.Serialization;

namespace RetailSync.Bench.Load;

/// <summary>How orders and results are written.</summary>
[JsonSerializable(typeof(LoadOrder))]
[JsonSerializable(typeof(LoadResult))]
public sealed partial class LoadJson : JsonSerializerContext;
