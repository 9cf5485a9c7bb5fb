using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Schemas;

/// <summary>Where schemas stand inside a schema. What stands elsewhere (under <c>enum</c>, in an unknown keyword) is data, whatever it looks like.</summary>
internal static class SubschemaKeywords
{
    /// <summary>The schemas directly inside one, each with the pointer's step or steps that lead to it.</summary>
    public static IEnumerable<(string Steps, SourceNode Schema)> Of(SourceNode schema, SchemaDialect dialect)
    {
        foreach (var (keyword, _, _, value) in schema.Members)
        {
            // Both names for definitions are looked into in every draft: it costs nothing, and documents carry over.
            if (!dialect.Keywords.Contains(keyword) && keyword is not ("definitions" or "$defs"))
            {
                continue;
            }

            foreach (var found in Under(keyword, value))
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<(string Steps, SourceNode Schema)> Under(string keyword, SourceNode value) => keyword switch
    {
        "definitions" or "$defs" or "properties" or "patternProperties" or "dependentSchemas" or "dependencies" =>
            value.Members.Where(member => member.Value.Kind is SourceKind.Mapping or SourceKind.Boolean).Select(member => ($"{keyword}/{Escape(member.Key)}", member.Value)),
        "allOf" or "anyOf" or "oneOf" or "prefixItems" => Listed(keyword, value),
        "items" when value.Kind == SourceKind.List => Listed(keyword, value),
        "items" or "additionalItems" or "contains" or "additionalProperties" or "propertyNames" or "not" or "if" or "then" or "else" or "unevaluatedItems" or "unevaluatedProperties" =>
            [(keyword, value)],
        _ => [],
    };

    /// <summary>A key as a step of a JSON pointer (RFC 6901, section 3).</summary>
    public static string Escape(string key) => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static IEnumerable<(string Steps, SourceNode Schema)> Listed(string keyword, SourceNode value) => value.Items.Select((item, position) => ($"{keyword}/{position}", item));
}
