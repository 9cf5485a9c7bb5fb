using System.Text.Json.Nodes;

namespace RetailSync.Architecture.Data;

/// <summary>A value that a contract shows, the schema that it must fit, and where it stands.</summary>
internal sealed record Example(string Location, JsonNode? Value, JsonNode? Schema, Direction Direction);
