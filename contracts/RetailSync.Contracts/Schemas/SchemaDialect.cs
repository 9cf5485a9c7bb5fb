using System.Collections.Frozen;

namespace RetailSync.Contracts.Schemas;

/// <summary>What the drafts of JSON Schema, and OpenAPI 3.0, read differently. Immutable.</summary>
internal sealed record SchemaDialect
{
    private static readonly string[] First =
    [
        "$ref", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "items", "maxItems", "minItems", "uniqueItems",
        "properties", "additionalProperties", "maxProperties", "minProperties", "required", "enum", "type", "allOf", "anyOf", "oneOf", "not", "format",
    ];

    private static readonly string[] Second = [.. First, "definitions", "additionalItems", "patternProperties", "dependencies"];

    private static readonly string[] Third = [.. Second, "const", "contains", "propertyNames"];

    private static readonly string[] Fourth = [.. Third, "if", "then", "else"];

    private static readonly string[] Fifth =
        [.. Fourth, "$anchor", "$defs", "dependentRequired", "dependentSchemas", "minContains", "maxContains", "unevaluatedItems", "unevaluatedProperties"];

    /// <summary>The keywords of the validation vocabulary (draft 2019-09 and later), which a meta-schema may leave out.</summary>
    private static readonly FrozenSet<string> Validation = FrozenSet.Create(
        StringComparer.Ordinal,
        "type", "const", "enum", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems",
        "maxContains", "minContains", "maxProperties", "minProperties", "required", "dependentRequired");

    private SchemaDialect(string name, string metaSchema, params string[] keywords) => (Name, MetaSchema, Keywords) = (name, metaSchema, keywords.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>OpenAPI 3.0: draft 5 with <c>nullable</c>, without several of its keywords.</summary>
    public static SchemaDialect OpenApi30 { get; } = new("OpenAPI 3.0", "", [.. First, "nullable"]) { ExclusiveIsFlag = true, ReferenceStandsAlone = true, IdKeyword = null, };

    /// <summary>Draft 4.</summary>
    public static SchemaDialect Draft4 { get; } = new("draft 4", "http://json-schema.org/draft-04/schema", Second) { ExclusiveIsFlag = true, ReferenceStandsAlone = true, IdKeyword = "id" };

    /// <summary>Draft 6.</summary>
    public static SchemaDialect Draft6 { get; } = new("draft 6", "http://json-schema.org/draft-06/schema", Third) { ReferenceStandsAlone = true };

    /// <summary>Draft 7.</summary>
    public static SchemaDialect Draft7 { get; } = new("draft 7", "http://json-schema.org/draft-07/schema", Fourth) { ReferenceStandsAlone = true };

    /// <summary>Draft 2019-09.</summary>
    public static SchemaDialect Draft201909 { get; } = new("draft 2019-09", "https://json-schema.org/draft/2019-09/schema", [.. Fifth, "$recursiveRef", "$recursiveAnchor"]);

    /// <summary>Draft 2020-12, which OpenAPI 3.1 and 3.2 use too.</summary>
    public static SchemaDialect Draft202012 { get; } =
        new("draft 2020-12", "https://json-schema.org/draft/2020-12/schema", [.. Fifth.Where(keyword => keyword != "additionalItems"), "prefixItems", "$dynamicRef", "$dynamicAnchor"])
        {
            TuplesArePrefixItems = true,
        };

    /// <summary>How messages call it.</summary>
    public string Name { get; }

    /// <summary>The address that <c>$schema</c> gives for it, without a fragment.</summary>
    public string MetaSchema { get; }

    /// <summary>The keywords that mean something.</summary>
    public FrozenSet<string> Keywords { get; private init; }

    /// <summary>What names a schema; null: nothing does.</summary>
    public string? IdKeyword { get; private init; } = "$id";

    /// <summary>Whether all that stands beside <c>$ref</c> is ignored.</summary>
    public bool ReferenceStandsAlone { get; private init; }

    /// <summary>Whether <c>exclusiveMinimum</c> and <c>exclusiveMaximum</c> are flags.</summary>
    public bool ExclusiveIsFlag { get; private init; }

    /// <summary>Whether a list of schemas for the first items stands under <c>prefixItems</c> instead of <c>items</c>.</summary>
    public bool TuplesArePrefixItems { get; private init; }

    /// <summary>The dialect that <c>$schema</c> names; null when it names none that is known.</summary>
    public static SchemaDialect? Find(string metaSchema) => metaSchema.TrimEnd('#') switch
    {
        "http://json-schema.org/draft-04/schema" => Draft4,
        "http://json-schema.org/draft-06/schema" => Draft6,
        "http://json-schema.org/draft-07/schema" => Draft7,
        "https://json-schema.org/draft/2019-09/schema" => Draft201909,
        "https://json-schema.org/draft/2020-12/schema" => Draft202012,
        "https://spec.openapis.org/oas/3.1/dialect/base" => Draft202012,
        _ => null,
    };

    /// <summary>This dialect without the validation vocabulary.</summary>
    public SchemaDialect WithoutValidation() => this with { Keywords = Keywords.Where(keyword => !Validation.Contains(keyword)).ToFrozenSet(StringComparer.Ordinal) };
}
