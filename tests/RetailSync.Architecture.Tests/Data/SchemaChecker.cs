using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Architecture.Data;

/// <summary>
/// Judges examples by the keywords that the contracts here use. It knows the structure keywords of OpenAPI 3.0 and 3.1, not formats, and it says so when it
/// meets a keyword that it does not know, so that nothing passes unjudged.
/// </summary>
internal sealed class SchemaChecker(JsonNode document)
{
    private const int MaxDepth = 64;

    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal)
    {
        "title", "description", "example", "examples", "default", "deprecated", "readOnly", "writeOnly", "externalDocs", "xml", "discriminator", "format",
        "$comment", "$schema", "$id", "$defs", "contentMediaType", "contentEncoding", "nullable", "then", "else", "maxContains", "minContains",
    };

    /// <summary>Every fault of a value, each as <c>pointer: what is wrong</c>.</summary>
    public IReadOnlyList<string> Check(JsonNode? value, JsonNode? schema, Direction direction = Direction.Either)
    {
        var faults = new List<string>();
        Judge(value, schema, "", direction, faults, 0);
        return faults;
    }

    /// <summary>Follows local references; null when there is no such place.</summary>
    public JsonNode? Resolve(string reference)
    {
        if (!reference.StartsWith('#'))
        {
            return null;
        }

        var node = document;
        foreach (var part in reference[1..].Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonObject inner => inner[name],
                JsonArray list when int.TryParse(name, out var index) && index < list.Count => list[index],
                _ => null,
            };
            if (node is null)
            {
                return null;
            }
        }

        return node;
    }

    /// <summary>Adds every fault of a value at a place of the example.</summary>
    public void Judge(JsonNode? value, JsonNode? schema, string at, Direction direction, List<string> faults, int depth)
    {
        if (depth > MaxDepth)
        {
            faults.Add($"{at}: the schema refers to itself without end.");
        }
        else if (schema is JsonValue flag && flag.GetValueKind() == JsonValueKind.False)
        {
            faults.Add($"{at}: nothing is allowed here.");
        }
        else if (schema is JsonObject rules && !IsNullOfOpenApi30(value, rules))
        {
            foreach (var (keyword, rule) in rules)
            {
                var nested = new SchemaStep(this, value, rules, at, direction, faults, depth + 1);
                if (!nested.TryJudge(keyword, rule) && !Annotations.Contains(keyword) && !keyword.StartsWith("x-", StringComparison.Ordinal))
                {
                    faults.Add($"{at}: the checker does not know the keyword '{keyword}'. Teach it in SchemaStep.cs.");
                }
            }
        }
    }

    private static bool IsNullOfOpenApi30(JsonNode? value, JsonObject rules) => value is null && rules["nullable"] is JsonValue nullable && nullable.GetValueKind() == JsonValueKind.True;
}
