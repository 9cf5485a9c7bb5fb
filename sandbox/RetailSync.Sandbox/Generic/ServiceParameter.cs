using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>A parameter of an operation.</summary>
internal sealed record ServiceParameter(string Name, string In, bool IsRequired, Schema Schema, JsonNode? Example);
