using RetailSync.Contracts.Compare;
using RetailSync.Contracts.Compare.Events;

namespace RetailSync.Contracts.Tests.Compare.Events;

/// <summary>Versions of one JSON Schema: what readers of one version do not accept of the other's data.</summary>
public sealed class EventSchemaTests
{
    private const string None = "";

    // Old, new, what backward finds, what forward finds. Ids without their prefix 'event-backward-' or 'event-forward-'.
    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "type: object", "type: object", None, None },
        { "{type: object, properties: {a: {type: string}}}", "{type: object, properties: {a: {type: string}, b: {type: string}}}", None, None },
        { "{type: object, properties: {a: {type: string}, b: {type: string}}}", "{type: object, properties: {a: {type: string}}}", None, None },
        { "{type: object, properties: {a: {type: string}}}", "{type: object, required: [a], properties: {a: {type: string}}}", "property-required", None },
        { "{type: object, properties: {a: {type: string}}}", "{type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}", "property-required", None },
        { "{type: object, required: [a], properties: {a: {type: string}}}", "{type: object, properties: {b: {type: string}}}", None, "property-required" },
        { "{type: object, additionalProperties: false, properties: {a: {}}}", "{type: object, additionalProperties: false, properties: {a: {}, b: {}}}", None, "property-not-accepted" },
        { "{type: object, properties: {a: {}}}", "{type: object, additionalProperties: false, properties: {a: {}}}", "object-closed?", None },
        { "{type: object, additionalProperties: true}", "{type: object, additionalProperties: false}", "object-closed", None },
        { "{type: object, additionalProperties: {type: string}}", "{type: object, additionalProperties: {type: integer}}", "type-not-accepted", "type-not-accepted" },
        { "{type: object, patternProperties: {^x-: {type: string}}, additionalProperties: false}", "{type: object, properties: {x-a: {type: integer}}, additionalProperties: false}", "type-not-accepted property-not-accepted", "type-not-accepted" },
        { "{type: object, patternProperties: {^x-: {type: string}}}", "{type: object, patternProperties: {^x-: {}}}", None, "type-not-accepted" },
        { "type: integer", "type: number", None, "type-not-accepted" },
        { "type: string", "type: [string, 'null']", None, "type-not-accepted" },
        { "type: string", "{}", None, "type-not-accepted" },
        { "{enum: [a, b]}", "{enum: [a, b, c]}", None, "value-not-accepted" },
        { "type: string", "{type: string, enum: [a]}", "values-listed", None },
        { "{const: a}", "{enum: [a, b]}", None, "value-not-accepted" },
        { "{const: 1}", "{const: 1.0}", None, None },
        { "{type: boolean}", "{enum: [true, false]}", None, None },
        { "{type: integer, minimum: 1}", "{type: integer, minimum: 2}", "bound-tighter", None },
        { "{type: number, minimum: 1}", "{type: number, exclusiveMinimum: 1}", "bound-tighter", None },
        { "{type: number, exclusiveMinimum: 1}", "{type: number, minimum: 1}", None, "bound-tighter" },
        { "{type: integer, maximum: 19.99}", "{type: integer, maximum: 19.990}", None, None },
        { "{type: integer}", "{type: integer, maximum: 9}", "bound-tighter", None },
        { "{enum: [1, 5]}", "{type: integer, maximum: 5}", None, "values-listed" },
        { "{enum: [1, 5]}", "{type: integer, maximum: 4}", "bound-tighter", "values-listed" },
        { "{type: string, maxLength: 5}", "{type: string, maxLength: 9}", None, "size-tighter" },
        { "{type: string}", "{type: string, minLength: 0}", None, None },
        { "{type: string}", "{type: string, pattern: ^a}", "pattern-tighter", None },
        { "{type: string, pattern: ^a}", "{type: string, pattern: ^b}", "pattern-changed?", "pattern-changed?" },
        { "{enum: [ab, ac]}", "{type: string, pattern: ^a}", None, "values-listed" },
        { "{type: string}", "{type: string, format: uuid}", "format-changed?", None },
        { "{type: array, items: {type: string}}", "{type: array, items: {type: integer}}", "type-not-accepted", "type-not-accepted" },
        { "{type: array, items: {type: string}}", "{type: array}", None, "type-not-accepted" },
        { "{type: array, prefixItems: [{type: string}]}", "{type: array, prefixItems: [{type: string}, {type: integer}]}", "type-not-accepted", None },
        { "{type: array, maxItems: 1, prefixItems: [{type: string}]}", "{type: array, maxItems: 1, prefixItems: [{type: string}], items: {type: integer}}", None, None },
        { "{type: array}", "{type: array, uniqueItems: true}", "size-tighter", None },
        { "{type: array, minItems: 1}", "{type: array, minItems: 2}", "size-tighter", None },
        { "{anyOf: [{type: string}, {type: integer}]}", "{type: [string, integer]}", None, None },
        { "{oneOf: [{type: string}]}", "{oneOf: [{type: string}, {type: integer}]}", None, "type-not-accepted" },
        { "{oneOf: [{const: a}, {const: b}]}", "{oneOf: [{const: b}, {const: c}]}", "alternative-missing", "alternative-missing" },
        { "{allOf: [{type: object, required: [a]}, {properties: {a: {type: string}}}]}", "{type: object, required: [a], properties: {a: {type: string}}}", None, None },
        { "{not: {type: string}}", "{not: {type: string}}", None, None },
        { "{type: object}", "{type: object, not: {required: [a]}}", "rule-added", None },
        { "{type: object, dependentRequired: {a: [b]}}", "{type: object, dependentRequired: {a: [b, c]}}", "property-required", None },
        { "{$ref: '#/$defs/x', $defs: {x: {type: string}}}", "{$ref: '#/$defs/y', $defs: {y: {type: string}}}", None, None },
        { "{$ref: '#/$defs/x', $defs: {x: {type: object, properties: {next: {$ref: '#/$defs/x'}, a: {type: string}}}}}", "{$ref: '#/$defs/x', $defs: {x: {type: object, properties: {next: {$ref: '#/$defs/x'}, a: {type: integer}}}}}", "type-not-accepted", "type-not-accepted" },
        { "{$schema: 'http://json-schema.org/draft-07/schema#', $ref: '#/definitions/x', maxLength: 9, definitions: {x: {type: string}}}", "{$schema: 'http://json-schema.org/draft-07/schema#', $ref: '#/definitions/x', maxLength: 5, definitions: {x: {type: string}}}", None, None },
        { "{$schema: 'http://json-schema.org/draft-04/schema#', type: number, maximum: 9, exclusiveMaximum: true}", "{$schema: 'http://json-schema.org/draft-04/schema#', type: number, maximum: 9}", None, "bound-tighter" },
        { "true", "false", "nothing-accepted", None },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Compare_TwoVersions_TellsWhoIsHurt(string old, string @new, string backward, string forward)
    {
        var full = Compare(old, @new, new EventComparisonOptions { Compatibility = Compatibility.Full });

        Assert.Equal(backward, Rules(full, "event-backward-"));
        Assert.Equal(forward, Rules(full, "event-forward-"));
        Assert.Empty(full.Undecided);
    }

    [Theory]
    [InlineData(Compatibility.Backward, "event-backward-property-required")]
    [InlineData(Compatibility.Forward, "")]
    public void Compare_OneWay_TellsNothingOfTheOther(Compatibility compatibility, string expected)
    {
        var found = Compare("{type: object}", "{type: object, required: [a]}", new EventComparisonOptions { Compatibility = compatibility });

        Assert.Equal(expected, string.Join(' ', found.Changes.Select(change => change.Id)));
    }

    [Fact]
    public void Compare_OptionalPropertyAdded_BreaksOnlyWhenStrict()
    {
        const string Old = "{type: object, properties: {a: {type: string}}}";
        const string New = "{type: object, properties: {a: {type: string}, b: {type: string}}}";

        var friendly = Compare(Old, New, new EventComparisonOptions());
        var strict = Compare(Old, New, new EventComparisonOptions { IsStrict = true });

        Assert.Empty(friendly.Changes);
        Assert.Equal("event-backward-property-undescribed", Assert.Single(strict.Changes).Id);
    }

    [Fact]
    public void Compare_Breaking_SaysWhereWhyAndWhatInstead()
    {
        var found = Compare("type: object\nproperties:\n  price:\n    type: number\n", "type: object\nproperties:\n  price:\n    type: integer\n", new EventComparisonOptions());

        var change = Assert.Single(found.Changes);
        Assert.Equal("'price': readers of the new version accept integer, but the data may be a number with a fraction; data of the old breaks there. Publish it as a new type with the next major version (…v2).", change.Message);
        Assert.Equal(new ChangePlace("v1.yaml", 4, 11, "/properties/price/type"), change.Old);
        Assert.Equal(new ChangePlace("v2.yaml", 4, 11, "/properties/price/type"), change.New);
        Assert.Equal(16, change.Fingerprint.Length);
    }

    [Fact]
    public void Compare_Transitive_HoldsTheNewestAgainstEveryOlderOne()
    {
        string[] versions = ["{type: object}", "{type: object, properties: {a: {type: string}}}", "{type: object, properties: {a: {type: string}}, required: []}"];
        var documents = versions.Select((text, at) => Read($"v{at + 1}.yaml", text)).ToList();
        var first = Read("v0.yaml", "{type: array}");

        var last = EventComparison.Compare(ContractKind.JsonSchema, [first, .. documents], new EventComparisonOptions());
        var all = EventComparison.Compare(ContractKind.JsonSchema, [first, .. documents], new EventComparisonOptions { IsTransitive = true });

        Assert.Empty(last.Changes);
        Assert.Equal("v0.yaml", Assert.Single(all.Changes).Old?.File);
    }

    [Theory]
    [InlineData("{$ref: 'https://elsewhere.example/x.json'}", "leads to nothing in this document")]
    [InlineData("{not: {type: string}}", "cannot be told from the schemas")]
    public void Compare_WhatCannotBeTold_IsUndecided(string @new, string expected)
    {
        var found = Compare("{not: {type: integer}}", @new, new EventComparisonOptions());

        Assert.Contains(expected, Assert.Single(found.Undecided), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SchemasThatMultiply_EndsUndecided()
    {
        var branches = string.Join(", ", Enumerable.Range(0, 12).Select(at => $"{{type: object, properties: {{n: {{$ref: '#/$defs/x'}}, k{at}: {{const: {at}}}}}}}"));
        var schema = $"{{$ref: '#/$defs/x', $defs: {{x: {{anyOf: [{branches}]}}}}}}";

        var found = Compare(schema, schema.Replace("const: 11", "const: 12", StringComparison.Ordinal), new EventComparisonOptions());

        Assert.True(found.Undecided.Count > 0 || found.Changes.Count > 0);
    }

    private static string Rules(Comparison comparison, string prefix) => string.Join(' ', comparison.Changes
        .Where(change => change.Id.StartsWith(prefix, StringComparison.Ordinal))
        .Select(change => change.Id[prefix.Length..] + (change.Level == ChangeLevel.Warning ? "?" : ""))
        .Distinct());

    private static Comparison Compare(string old, string @new, EventComparisonOptions options) =>
        EventComparison.Compare(ContractKind.JsonSchema, [Read("v1.yaml", old), Read("v2.yaml", @new)], options);

    private static Contracts.Reading.SourceDocument Read(string name, string text)
    {
        var (document, faults) = Documents.Read(name, text);
        Assert.Empty(faults);
        return document!;
    }
}
