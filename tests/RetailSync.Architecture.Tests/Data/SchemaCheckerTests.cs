using System.Text.Json.Nodes;

namespace RetailSync.Architecture.Data;

public sealed class SchemaCheckerTests
{
    [Theory]
    [InlineData("{type: string}", "a", "1")]
    [InlineData("{type: integer}", "1.0", "1.5")]
    [InlineData("{type: [string, 'null']}", "null", "1")]
    [InlineData("{type: string, nullable: true}", "null", "1")]
    [InlineData("{enum: [a, b]}", "b", "c")]
    [InlineData("{const: 1}", "1", "'1'")]
    [InlineData("{pattern: '^[A-Z]{2}$'}", "DE", "de")]
    [InlineData("{minLength: 2, maxLength: 3}", "abc", "abcd")]
    [InlineData("{minLength: 2}", "ab", "a")]
    [InlineData("{minimum: 1}", "1", "0")]
    [InlineData("{maximum: 1}", "1", "2")]
    [InlineData("{minimum: 1, exclusiveMinimum: true}", "2", "1")]
    [InlineData("{exclusiveMaximum: 1}", "0.5", "1")]
    [InlineData("{multipleOf: 0.01}", "19.99", "19.999")]
    [InlineData("{required: [a]}", "{a: 1}", "{b: 1}")]
    [InlineData("{properties: {a: {type: string}}}", "{a: x}", "{a: 1}")]
    [InlineData("{properties: {a: {}}, additionalProperties: false}", "{a: 1}", "{b: 1}")]
    [InlineData("{additionalProperties: {type: string}}", "{a: x}", "{a: 1}")]
    [InlineData("{patternProperties: {'^x': {type: string}}, additionalProperties: false}", "{xa: x}", "{xa: 1}")]
    [InlineData("{propertyNames: {pattern: '^a'}}", "{ab: 1}", "{b: 1}")]
    [InlineData("{dependentRequired: {a: [b]}}", "{a: 1, b: 1}", "{a: 1}")]
    [InlineData("{minProperties: 1}", "{a: 1}", "{}")]
    [InlineData("{maxProperties: 1}", "{a: 1}", "{a: 1, b: 2}")]
    [InlineData("{items: {type: string}}", "[a]", "[1]")]
    [InlineData("{prefixItems: [{type: string}], items: false}", "[a]", "[a, b]")]
    [InlineData("{minItems: 1}", "[a]", "[]")]
    [InlineData("{maxItems: 1}", "[a]", "[a, b]")]
    [InlineData("{uniqueItems: true}", "[a, b]", "[a, a]")]
    [InlineData("{contains: {const: a}}", "[b, a]", "[b]")]
    [InlineData("{allOf: [{required: [a]}, {required: [b]}]}", "{a: 1, b: 1}", "{a: 1}")]
    [InlineData("{anyOf: [{type: string}, {type: boolean}]}", "true", "1")]
    [InlineData("{oneOf: [{type: integer}, {minimum: 5}]}", "1", "6")]
    [InlineData("{not: {type: string}}", "1", "a")]
    [InlineData("{if: {required: [a]}, then: {required: [b]}, else: {required: [c]}}", "{c: 1}", "{a: 1}")]
    [InlineData("{$ref: '#/$defs/code'}", "DE", "de")]
    [InlineData("{$ref: '#/$defs/a~1b'}", "a", "1")]
    public void Check_Keyword_AcceptsAndRefuses(string schema, string good, string bad)
    {
        var checker = new SchemaChecker(YamlJson.Parse("{$defs: {code: {pattern: '^[A-Z]+$'}, a/b: {type: string}}}")!);

        Assert.Empty(checker.Check(YamlJson.Parse(good), YamlJson.Parse(schema)));
        Assert.NotEmpty(checker.Check(YamlJson.Parse(bad), YamlJson.Parse(schema)));
    }

    [Theory]
    [InlineData("{unevaluatedProperties: false}", "{}", "does not know the keyword 'unevaluatedProperties'")]
    [InlineData("{$ref: '#/nowhere'}", "1", "leads nowhere")]
    [InlineData("{$ref: 'other.yaml#/a'}", "1", "leads nowhere")]
    [InlineData("{$ref: '#/$defs/loop'}", "1", "without end")]
    [InlineData("{properties: {a: {items: {type: string}}}}", "{a: [x, 1]}", "/a/1: must be string, but is 1.")]
    public void Check_Fault_SaysWhatAndWhere(string schema, string value, string expected)
    {
        var checker = new SchemaChecker(YamlJson.Parse("{$defs: {loop: {$ref: '#/$defs/loop'}}}")!);

        Assert.Contains(expected, Assert.Single(checker.Check(YamlJson.Parse(value), YamlJson.Parse(schema))));
    }

    [Theory]
    [InlineData("{properties: {id: {readOnly: true}}, required: [id]}", 0, 1)]
    [InlineData("{properties: {id: {writeOnly: true}}, required: [id]}", 1, 0)]
    public void Check_RequiredProperty_DependsOnDirection(string schema, int inRequest, int inResponse)
    {
        var checker = new SchemaChecker(new JsonObject());

        Assert.Equal(inRequest, checker.Check(new JsonObject(), YamlJson.Parse(schema), Direction.Request).Count);
        Assert.Equal(inResponse, checker.Check(new JsonObject(), YamlJson.Parse(schema), Direction.Response).Count);
    }
}
