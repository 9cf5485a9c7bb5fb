using RetailSync.Contracts.Compare;
using RetailSync.Contracts.Tests.Compare.Pairs;

namespace RetailSync.Contracts.Tests.Compare.OpenApi;

/// <summary>What a change says besides its id: where, whom, and by what it is known again. The ids themselves are tested with the pairs.</summary>
public sealed class OpenApiComparisonTests
{
    private const string Old = """
        openapi: 3.1.0
        info: {title: Things, version: 1.0.0}
        paths:
          /things/{id}:
            parameters:
              - {name: id, in: path, required: true, schema: {type: string}}
            get:
              operationId: getThing
              responses:
                '200':
                  description: The thing.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/Thing'}
        components:
          schemas:
            Thing:
              type: object
              required: [name]
              properties:
                name: {type: string}
                parent: {$ref: '#/components/schemas/Thing'}
        """;

    private static readonly ComparisonOptions Today = new() { Today = new DateOnly(2026, 11, 24) };

    [Fact]
    public void Compare_SchemaBehindAReference_HasPlacesAndAWayThroughTheOperation()
    {
        var change = Assert.Single(Compare(Old, Old.Replace("      required: [name]\n", "", StringComparison.Ordinal)).Changes);

        Assert.Equal(("response-property-became-optional", "GET /things/{id}", "getThing", ChangeDirection.Response), (change.Id, change.Operation, change.OperationId, change.Direction));
        Assert.Equal(new ChangePlace("x.yaml", 21, 15, "/paths/~1things~1{id}/get/responses/200/content/application~1json/schema/properties/name"), change.Old);
        Assert.Equal(20, change.New?.Line);
        Assert.Equal("'name' in the response 200: became optional.", change.Message);
    }

    [Fact]
    public void Compare_ReformattedDocument_KeepsFingerprints()
    {
        var changed = Old.Replace("type: string}\n        parent", "type: integer}\n        parent", StringComparison.Ordinal);

        var before = Compare(Old, changed);
        var after = Compare(Old.Replace("{id}", "{thing}", StringComparison.Ordinal).Replace("name: id", "name: thing", StringComparison.Ordinal), changed.Replace("info:", "\n\n# Moved down.\ninfo:", StringComparison.Ordinal));

        Assert.NotEmpty(before.Changes);
        Assert.Equal(before.Changes.Select(change => change.Fingerprint), after.Changes.Select(change => change.Fingerprint));
    }

    [Fact]
    public void Compare_PathParameterRenamed_FindsNothing() =>
        Assert.Empty(Compare(Old, Old.Replace("{id}", "{thing}", StringComparison.Ordinal).Replace("name: id", "name: thing", StringComparison.Ordinal)).Changes);

    [Fact]
    public void Compare_ReferenceOutOfTheDocument_IsUndecided()
    {
        var found = Compare(Old, Old.Replace("schema: {$ref: '#/components/schemas/Thing'}", "schema: {$ref: 'thing.yaml'}", StringComparison.Ordinal));

        Assert.Equal(["x.yaml:14:30: 'thing.yaml' leads to nothing in this document, so what stands there was not compared."], found.Undecided);
    }

    [Fact]
    public void Compare_MoreChangesThanWanted_AreCounted()
    {
        var found = OpenApiComparison.Compare(Read(Old), Read("{openapi: 3.1.0, paths: {}, info: {title: t, version: '1'}}"), Today with { MaxChanges = 1 });

        Assert.Single(found.Changes);
        Assert.Equal(["1 more changes were left out: at most 1 are reported."], found.Undecided);
    }

    [Theory]
    [InlineData("{openapi: 3.1.0, paths: 5, components: [], webhooks: x, security: {}}")]
    [InlineData("{openapi: 3.1.0, paths: {/a: {get: 1, parameters: {}, post: {responses: [], requestBody: {content: 3}, parameters: [1, {}]}}}}")]
    [InlineData("{openapi: 3.1.0, paths: {/a: {get: {responses: {'200': {content: {x: {schema: {type: 1, enum: 2, required: 3, properties: [4], allOf: 5, minimum: a, discriminator: 6}}}}}}}}}")]
    [InlineData("{openapi: 3.1.0, paths: {/a: {$ref: '#/paths/~1a'}}}")]
    public void Compare_NonsenseAgainstAnything_Ends(string nonsense)
    {
        var others = PairTable.All.Take(20).Select(pair => pair.ReadOld()).Append(Read(Old)).Append(Read(nonsense));

        foreach (var other in others)
        {
            OpenApiComparison.Compare(Read(nonsense), other, Today);
            OpenApiComparison.Compare(other, Read(nonsense), Today);
        }
    }

    private static Comparison Compare(string old, string @new) => OpenApiComparison.Compare(Read(old), Read(@new), Today);

    private static Contracts.Reading.SourceDocument Read(string text)
    {
        var (document, faults) = Documents.Yaml(text);
        Assert.Empty(faults);
        return document!;
    }
}
