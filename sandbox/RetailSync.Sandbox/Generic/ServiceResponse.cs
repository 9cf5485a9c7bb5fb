using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>One declared answer; without content type, schema and example when it has no body.</summary>
internal sealed record ServiceResponse(int Status, string? ContentType, Schema? Schema, JsonNode? Example);
