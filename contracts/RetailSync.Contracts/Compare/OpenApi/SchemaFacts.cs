using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>What a schema says, spelt the same for OpenAPI 3.0 and 3.1.</summary>
internal static class SchemaFacts
{
    private static readonly HashSet<string> Annotations = ["title", "description", "example", "examples", "externalDocs", "xml", "deprecated", "default", "$comment", "readOnly", "writeOnly"];

    /// <summary>The types that are named; 'nullable' of OpenAPI 3.0 counts as one more.</summary>
    public static IReadOnlyList<string> Types(SourceNode schema)
    {
        List<string> types = schema["type"] switch
        {
            { Kind: SourceKind.Text } name => [name.Text],
            { Kind: SourceKind.List } names => [.. names.Items.Select(name => name.Text)],
            _ => [],
        };
        if (types.Count > 0 && schema["nullable"] is { Text: "true" } && !types.Contains("null"))
        {
            types.Add("null");
        }

        return types;
    }

    /// <summary>The types without null.</summary>
    public static IReadOnlyList<string> TypesButNull(SourceNode schema) => [.. Types(schema).Where(type => type != "null")];

    /// <summary>Whether null is accepted by name.</summary>
    public static bool IsNullable(SourceNode schema) => schema["nullable"] is { Text: "true" } || Types(schema).Contains("null");

    /// <summary>A bound as a number; the flags of OpenAPI 3.0 are spelt as in 3.1.</summary>
    public static string? Bound(SourceNode schema, string keyword)
    {
        var isFlagged = Flag(keyword) is { } flag && schema[flag] is { Text: "true" };
        if (keyword.StartsWith("exclusive", StringComparison.Ordinal))
        {
            return schema[keyword] switch
            {
                { Kind: SourceKind.Number } number => number.Text,
                { Text: "true" } => schema[keyword == "exclusiveMaximum" ? "maximum" : "minimum"]?.Text,
                _ => null,
            };
        }

        return isFlagged || schema[keyword] is not { Kind: SourceKind.Number } plain ? null : plain.Text;
    }

    /// <summary>Compares two numbers; null counts as nothing and must not be handed in.</summary>
    public static int Order(string left, string right) => ExactNumber.Parse(left).CompareTo(ExactNumber.Parse(right));

    /// <summary>Whether a keyword only describes.</summary>
    public static bool IsAnnotation(string keyword) => Annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>Whether a schema judges nothing: it only describes.</summary>
    public static bool IsAnnotationOnly(SourceNode schema) =>
        schema.Kind == SourceKind.Mapping && schema.Members.All(member => IsAnnotation(member.Key));

    /// <summary>Whether a schema names types and judges nothing else.</summary>
    public static bool IsTypeOnly(SourceNode schema) =>
        schema.Kind == SourceKind.Mapping && schema["type"] is not null && schema.Members.All(member => member.Key is "type" or "format" || Annotations.Contains(member.Key));

    private static string? Flag(string keyword) => keyword switch { "maximum" => "exclusiveMaximum", "minimum" => "exclusiveMinimum", _ => null };
}
