using System.Text.Json;

namespace RetailSync.Plugins.Audit.Trail;

/// <summary>A record before it has a number and a hash.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="At">When it happened; null: when it is written.</param>
/// <param name="Fields">Writes its own fields.</param>
internal sealed record TrailRecord(string Kind, DateTimeOffset? At, Action<Utf8JsonWriter> Fields);
