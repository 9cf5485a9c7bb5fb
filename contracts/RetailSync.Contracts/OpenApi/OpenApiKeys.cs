using System.Collections.Frozen;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Which keys of an OpenAPI document hold what, as far as walking through it needs to know.</summary>
internal static class OpenApiKeys
{
    /// <summary>Under these the next level's keys are names that the author chose: a property called "default" or "$ref" there is no keyword.</summary>
    public static readonly FrozenSet<string> NameMaps = FrozenSet.Create(
        StringComparer.Ordinal,
        "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas", "responses", "parameters", "headers", "requestBodies",
        "securitySchemes", "links", "callbacks", "pathItems", "paths", "webhooks", "content", "encoding", "examples", "mediaTypes", "additionalOperations");

    /// <summary>Under these lies plain data, in which "$ref" means nothing.</summary>
    public static readonly FrozenSet<string> Data = FrozenSet.Create(
        StringComparer.Ordinal, "example", "default", "enum", "const", "value", "dataValue", "security", "mapping", "scopes", "variables");
}
