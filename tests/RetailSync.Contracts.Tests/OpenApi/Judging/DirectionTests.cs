using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary><c>readOnly</c> and <c>writeOnly</c>: one schema, two directions.</summary>
public sealed class DirectionTests
{
    private const string Contract = """
        openapi: VERSION
        info: { title: Things, version: 1.0.0 }
        paths:
          /things:
            post:
              operationId: op
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NAME' } } } }
              responses: { '200': { description: Good., content: { application/json: { schema: { $ref: '#/components/schemas/NAME' } } } } }
        components:
          schemas:
            Plain: { type: object, required: [id, secret, name], properties: { id: { type: string, readOnly: true }, secret: { type: string, writeOnly: true }, name: { type: string } } }
            Id: { type: string, readOnly: true }
            Referring: { type: object, required: [id, secret, name], properties: { id: { $ref: '#/components/schemas/Id' }, secret: { allOf: [{ $ref: '#/components/schemas/Secret' }] }, name: { type: string } } }
            Secret: { type: string, writeOnly: true }
            Base: { type: object, properties: { id: { type: string, readOnly: true }, secret: { type: string, writeOnly: true } } }
            Composed: { allOf: [{ $ref: '#/components/schemas/Base' }, { required: [id, secret, name] }] }
            Around: { required: [id, secret, name], allOf: [{ allOf: [{ $ref: '#/components/schemas/Base' }] }] }
            Listed: { type: object, required: [items], properties: { items: { type: array, items: { $ref: '#/components/schemas/Plain' } } } }
        """;

    [Theory]
    [InlineData("Plain", "3.0.3")]
    [InlineData("Plain", "3.1.0")]
    [InlineData("Referring", "3.0.3")]
    [InlineData("Referring", "3.1.0")]
    [InlineData("Composed", "3.0.3")]
    [InlineData("Composed", "3.1.0")]
    [InlineData("Around", "3.1.0")]
    public void Body_IsReadByDirection(string name, string version)
    {
        var judge = Judges.Of(Contract.Replace("NAME", name, StringComparison.Ordinal).Replace("VERSION", version, StringComparison.Ordinal));
        var (request, response) = (judge.FindRequestBody("application/json")!, judge.FindResponseBody(200, "application/json")!);

        Assert.Equal("Sound", request.Faults("""{ "secret": "s", "name": "n" }""")[0]);
        Assert.Equal("Sound", request.Faults("""{ "id": "1", "secret": "s", "name": "n" }""")[0]);
        Assert.Equal("Unsound", request.Faults("""{ "id": 1, "secret": "s", "name": "n" }""")[0]);
        Assert.Equal("Unsound", request.Faults("""{ "id": "1", "name": "n" }""")[0]);
        Assert.Equal("Sound", response.Faults("""{ "id": "1", "name": "n" }""")[0]);
        Assert.Equal("Unsound", response.Faults("""{ "name": "n" }""")[0]);
        Assert.Equal("Unsound", response.Faults("""{ "id": "1", "secret": "s", "name": "n" }""")[0]);
    }

    [Fact]
    public void Response_WithWhatMustNotBeSent_IsToldSo()
    {
        var judge = Judges.Of(Contract.Replace("NAME", "Listed", StringComparison.Ordinal).Replace("VERSION", "3.1.0", StringComparison.Ordinal)).FindResponseBody(200, "application/json")!;

        Assert.Equal(["Unsound", "/items/0/secret [/components/schemas/Plain/properties/secret/writeOnly] Nothing is allowed here."], judge.Faults("""{ "items": [{ "id": "1", "secret": "s", "name": "n" }] }"""));
    }

    [Fact]
    public void ItemOfATuple_IsNoPartOfItsList()
    {
        var judge = Judges.Body("application/json", "{ schema: { properties: { a: { readOnly: true } }, prefixItems: [{ required: [a] }] } }");

        Assert.Equal(BodyVerdict.Unsound, judge.Judge(null, "[{}]"u8.ToArray()).Verdict);
    }
}
