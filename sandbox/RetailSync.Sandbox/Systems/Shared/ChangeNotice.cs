using System.Text.Json.Nodes;

namespace RetailSync.Sandbox;

/// <summary>What another system changed, as its event told it.</summary>
internal sealed record ChangeNotice(string Type, string System, string Key, DateTimeOffset OccurredAt, JsonObject? Data);
