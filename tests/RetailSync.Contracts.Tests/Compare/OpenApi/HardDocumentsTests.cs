using RetailSync.Contracts.Compare;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Tests.Compare.OpenApi;

/// <summary>What a comparison does with documents that are hard to compare: it ends, throws nothing, and says what it did not look at.</summary>
public sealed class HardDocumentsTests
{
    private const string Head = "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\n";

    private static readonly ComparisonOptions Options = new() { Today = new DateOnly(2026, 11, 24) };

    [Fact]
    public void Compare_ReformattedAndRenamedParameter_KeepsFingerprint()
    {
        static string Document(string name, string space, string type) => $"{Head}{space}paths:\n  /a/{{{name}}}:\n    get:\n      responses: {{'200': {{description: d, content: {{application/json: {{schema: {{properties: {{p: {{type: {type}}}}}}}}}}}}}}}\n";

        var first = Only(Document("a", "", "string"), Document("a", "", "integer"));
        var second = Only(Document("b", "\n\n", "string"), Document("c", "\n", "integer"));
        var other = Only(Document("a", "", "string"), Document("a", "", "boolean"));

        Assert.Matches("^[0-9a-f]{16}$", first.Fingerprint);
        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.NotEqual(first.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public void Compare_SchemaHoldsItself_IsWalkedOnce()
    {
        const string Node = "{{type: object, properties: {{next: {{$ref: '#/components/schemas/N'}}, v: {{type: {0}}}}}}}";

        var found = OpenApiComparison.Compare(
            Read(WithSchema("{$ref: '#/components/schemas/N'}", $"N: {string.Format(null, Node, "string")}")),
            Read(WithSchema("{$ref: '#/components/schemas/N'}", $"N: {string.Format(null, Node, "integer")}")),
            Options);

        Assert.Equal("response-property-type-changed", Assert.Single(found.Changes, change => change.Level == ChangeLevel.Error).Id);
        Assert.Empty(found.Undecided);
    }

    [Fact]
    public void Compare_SchemasThatMultiply_EndsAndSaysSo()
    {
        // 40 schemas, each with the next one twice: 2 to the power of 40 ways to the last.
        var chain = string.Concat(Enumerable.Range(0, 40).Select(i => $"S{i}: {{properties: {{a: {{$ref: '#/components/schemas/S{i + 1}'}}, b: {{$ref: '#/components/schemas/S{i + 1}'}}}}}}\n    "));
        var found = OpenApiComparison.Compare(
            Read(WithSchema("{$ref: '#/components/schemas/S0'}", $"{chain}S40: {{type: string}}")),
            Read(WithSchema("{$ref: '#/components/schemas/S0'}", $"{chain}S40: {{type: integer}}")),
            Options with { MaxChanges = 10 });

        Assert.Equal(10, found.Changes.Count);
        Assert.Contains(found.Undecided, one => one.StartsWith("The schemas are so entangled", StringComparison.Ordinal));
        Assert.Contains(found.Undecided, one => one.EndsWith("more changes were left out: at most 10 are reported.", StringComparison.Ordinal));
    }

    [Fact]
    public void Compare_ChainOfManySchemas_EndsAndSaysSo()
    {
        var chain = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"S{i}: {{properties: {{a: {{$ref: '#/components/schemas/S{i + 1}'}}}}}}\n    "));

        var found = OpenApiComparison.Compare(
            Read(WithSchema("{$ref: '#/components/schemas/S0'}", $"{chain}S30000: {{type: string}}")),
            Read(WithSchema("{$ref: '#/components/schemas/S0'}", $"{chain}S30000: {{type: integer}}")),
            Options);

        Assert.Contains("more than 200 deep", Assert.Single(found.Undecided), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_ReferencesInARow_EndsAndSaysSo()
    {
        var chain = string.Concat(Enumerable.Range(0, 100).Select(i => $"S{i}: {{$ref: '#/components/schemas/S{i + 1}'}}\n    "));

        var found = OpenApiComparison.Compare(
            Read(WithSchema("{$ref: '#/components/schemas/S0'}", $"{chain}S100: {{type: string}}")),
            Read(WithSchema("{$ref: '#/components/schemas/S0'}", $"{chain}S100: {{type: integer}}")),
            Options);

        Assert.Contains("references stand in a row", found.Undecided[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("paths: [1, 2]")]
    [InlineData("paths: {/a: 1, /b: {get: []}, /c: {get: {parameters: {a: 1}, responses: [], requestBody: x}}}")]
    [InlineData("paths: {/a: {get: {parameters: [1, {name: 3}], responses: {'200': 7, x: {content: [], headers: 3}}}}}")]
    [InlineData("paths: {/a: {get: {responses: {'200': {content: {'//': {schema: true}, a: {schema: [1]}, a/b: {schema: {type: 3, enum: 4, required: x, oneOf: {}, allOf: [1], properties: []}}}}}}}}")]
    [InlineData("paths: {/a: {$ref: '#/paths/~1a'}, /b: {$ref: 3}}")]
    [InlineData("security: 3\nwebhooks: [1]\ncomponents: {schemas: [], securitySchemes: {a: 1}}")]
    [InlineData("paths: {/a: {get: {deprecated: true, x-sunset: [1], x-stability-level: {a: 1}, tags: {a: 1}, security: [1, {a: 3}]}, additionalOperations: {GET: {}}}}")]
    public void Compare_Nonsense_NeverThrows(string body)
    {
        var sound = Read($"{Head}paths: {{/a: {{get: {{parameters: [{{name: q, in: query, schema: {{type: string}}}}], responses: {{'200': {{description: d, content: {{a/b: {{schema: {{type: string}}}}}}}}}}}}}}}}");
        var odd = Read(body == "{}" ? "{}" : Head + body);

        var forth = OpenApiComparison.Compare(sound, odd, Options);
        var back = OpenApiComparison.Compare(odd, sound, Options);
        var same = OpenApiComparison.Compare(odd, odd, Options);

        Assert.NotNull(forth.Changes);
        Assert.NotNull(back.Changes);
        Assert.Empty(same.Changes);
    }

    private static string WithSchema(string schema, string schemas) =>
        $"{Head}paths:\n  /a: {{get: {{responses: {{'200': {{description: d, content: {{application/json: {{schema: {schema}}}}}}}}}}}}}\ncomponents:\n  schemas:\n    {schemas}\n";

    private static Change Only(string old, string @new) => Assert.Single(OpenApiComparison.Compare(Read(old), Read(@new), Options).Changes, change => change.Level == ChangeLevel.Error);

    private static SourceDocument Read(string yaml)
    {
        var (document, faults) = Documents.Yaml(yaml);
        Assert.Empty(faults);
        return document!;
    }
}
