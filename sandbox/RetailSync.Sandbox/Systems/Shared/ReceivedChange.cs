using System.Text.Json.Nodes;

namespace RetailSync.Sandbox;

/// <summary>A change of another system that was taken in.</summary>
internal sealed record ReceivedChange(string ChangeId, string Type, string System, string Key, DateTimeOffset OccurredAt, JsonObject? Data);
