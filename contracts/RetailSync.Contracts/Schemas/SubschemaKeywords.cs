using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Schemas;

/// <summary>Where schemas stand inside a schema. What stands elsewhere (under <c>enum</c>, in an unknown keyword) is data, whatever it looks like.</summary>
internal static class SubschemaKeywords
{
    /// <summary>The places of the schemas directly inside one.</summary>
    public static IReadOnlyList<SchemaPlace> Of(SchemaPlace place)
    {
        List<SchemaPlace>? found = null;
        var dialect = place.Resource.Dialect;
        foreach (var (keyword, _, _, value) in place.Node.MemberArray)
        {
            // Both names for definitions are looked into in every draft: it costs nothing, and documents carry over.
            if (value.Kind is SourceKind.Mapping or SourceKind.List or SourceKind.Boolean && (dialect.Keywords.Contains(keyword) || keyword is "definitions" or "$defs"))
            {
                AddUnder(place, keyword, value, ref found);
            }
        }

        return found is null ? [] : found;
    }

    /// <summary>A key as a step of a JSON pointer (RFC 6901, section 3).</summary>
    public static string Escape(string key) => key.AsSpan().ContainsAny('~', '/') ? key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) : key;

    private static void AddUnder(SchemaPlace place, string keyword, SourceNode value, ref List<SchemaPlace>? found)
    {
        switch (keyword)
        {
            case "definitions" or "$defs" or "properties" or "patternProperties" or "dependentSchemas" or "dependencies":
                foreach (var (key, _, _, schema) in value.MemberArray)
                {
                    if (schema.Kind is SourceKind.Mapping or SourceKind.Boolean)
                    {
                        (found ??= []).Add(place.Below(keyword, key, schema));
                    }
                }

                break;
            case "allOf" or "anyOf" or "oneOf" or "prefixItems":
            case "items" when value.Kind == SourceKind.List:
                for (var position = 0; position < value.ItemArray.Length; position++)
                {
                    (found ??= []).Add(place.Below(keyword, position, value.ItemArray[position]));
                }

                break;
            case "items" or "additionalItems" or "contains" or "additionalProperties" or "propertyNames" or "not" or "if" or "then" or "else" or "unevaluatedItems" or "unevaluatedProperties":
                (found ??= []).Add(place.Below(keyword, value));
                break;
        }
    }
}
