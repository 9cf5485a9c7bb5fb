using System.Diagnostics;
using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Compare.Pairs;

/// <summary>Where the pieces of a pair go in the base document.</summary>
internal static class PairPlace
{
    /// <summary>The merge patch that puts a piece at its place.</summary>
    public static JsonNode Put(string at, JsonNode? piece)
    {
        var value = piece?.DeepClone();
        return at switch
        {
            "document" => value!,
            "paths" => Wrap(value, "paths"),
            "path" => AtPath(value),
            "get" => AtPath(value, "get"),
            "post" => AtPath(value, "post"),
            "request" => AtPath(value, "post", "requestBody"),
            "response-headers" => AtPath(value, "get", "responses", "200", "headers"),
            "parameters" => AtPath(value, "get", "parameters"),
            "parameter" => AtPath(Parameter("q", "query", value), "get", "parameters"),
            "parameter-property" => AtPath(Parameter("q", "query", ObjectWith(value)), "get", "parameters"),
            "header-parameter" => AtPath(Parameter("X-Q", "header", value), "get", "parameters"),
            "request-body" => RequestSchema(value),
            "request-property" => RequestSchema(ObjectWith(value)),
            "response-body" => ResponseSchema(value),
            "response-property" => ResponseSchema(ObjectWith(value)),
            _ => throw new UnreachableException($"There is no place '{at}'."),
        };
    }

    /// <summary>The merge patch that takes the base's own schema away where a piece replaces it; null where pieces are added.</summary>
    public static JsonNode? Cleared(string at) => at switch
    {
        "request-body" or "request-property" => RequestSchema(null),
        "response-body" or "response-property" => ResponseSchema(null),
        _ => null,
    };

    private static JsonObject RequestSchema(JsonNode? schema) => AtPath(schema, "post", "requestBody", "content", "application/json", "schema");

    private static JsonObject ResponseSchema(JsonNode? schema) => AtPath(schema, "get", "responses", "200", "content", "application/json", "schema");

    private static JsonArray Parameter(string name, string place, JsonNode? schema) => [new JsonObject { ["name"] = name, ["in"] = place, ["schema"] = schema }];

    private static JsonObject ObjectWith(JsonNode? property) => new() { ["type"] = "object", ["properties"] = new JsonObject { ["p"] = property } };

    private static JsonObject AtPath(JsonNode? value, params string[] steps) => Wrap(value, ["paths", "/things", .. steps]);

    private static JsonObject Wrap(JsonNode? value, params string[] steps)
    {
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            value = new JsonObject { [steps[i]] = value };
        }

        return (JsonObject)value!;
    }
}
