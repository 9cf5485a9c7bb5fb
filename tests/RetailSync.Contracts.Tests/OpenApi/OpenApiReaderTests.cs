using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.OpenApi;

public class OpenApiReaderTests
{
    private const string Document30 =
        """
        openapi: 3.0.3
        info: {title: Customers, version: 1.4.0}
        security: [{oauth: [crm.read]}]
        paths:
          /customers:
            get:
              operationId: listCustomers
              summary: Every customer
              responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Customer'}}}}}}
            post:
              operationId: createCustomer
              security: [{oauth: [crm.write]}]
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Customer'}}}}
              responses: {'201': {description: made}}
              x-retailsync-event: {type: retail.customer.created.v1, key: 'response:/id', data: response}
          /customers/search:
            post:
              operationId: searchCustomers
              deprecated: true
              responses: {'200': {description: ok}}
              x-retailsync-changes: false
          /customers/{customerId}:
            parameters: [{name: customerId, in: path, required: true, schema: {type: string}}]
            get:
              operationId: getCustomer
              security: [{oauth: [crm.read]}, {oauth: [crm.write, crm.read], key: []}]
              responses: {'200': {description: ok}}
        components:
          schemas:
            Customer: {type: object, nullable: true, properties: {age: {type: integer, minimum: 0, exclusiveMinimum: true}}}
          securitySchemes:
            oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'http://localhost/token', scopes: {crm.read: Read, crm.write: Write}}}}
            key: {type: apiKey, in: header, name: X-Api-Key}
        """;

    internal const string Document31 =
        """
        {
          "openapi": "3.1.0",
          "info": { "title": "Ledger", "version": "1.0.0-beta.1", "summary": "s", "license": { "name": "MIT", "identifier": "MIT" } },
          "paths": {
            "/journals/{id}": { "$ref": "#/components/pathItems/Journal" },
            "/journals": {
              "put": {
                "operationId": "putJournal",
                "security": [{ "oidc": ["finance.write"], "oauth": ["roles"] }],
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Entry/$defs/line" } } } },
                "responses": { "204": { "description": "done" } }
              }
            }
          },
          "webhooks": { "posted": { "post": { "responses": { "200": { "description": "ok" } } } } },
          "components": {
            "pathItems": {
              "Journal": {
                "get": { "operationId": "getJournal", "security": [], "responses": { "200": { "description": "ok" } } },
                "delete": { "operationId": "deleteJournal", "responses": { "204": { "description": "gone" } } }
              }
            },
            "schemas": {
              "Entry": {
                "type": ["object", "null"],
                "properties": { "any": true, "none": false, "one": { "const": 1 }, "default": { "$ref": "#line" } },
                "$defs": { "line": { "$anchor": "line", "prefixItems": [true], "unevaluatedItems": false } },
                "examples": [{ "$ref": "only data" }]
              },
              "Kinds": { "oneOf": [{ "$ref": "#/components/schemas/Entry" }], "discriminator": { "propertyName": "kind" } }
            },
            "securitySchemes": {
              "oauth": { "$ref": "#/components/securitySchemes/mtls" },
              "mtls": { "type": "mutualTLS" },
              "oidc": { "type": "openIdConnect", "openIdConnectUrl": "http://localhost/.well-known/openid-configuration" }
            }
          }
        }
        """;

    [Fact]
    public void Read_Version30_ResolvesItsOperations()
    {
        var contract = Documents.GoodContract(Document30);

        Assert.Equal(("crm/customers@1", "Customers", "1.4.0", "crm/customers.v1.openapi.yaml", "hash"), (contract.Id, contract.Title, contract.Version, contract.File, contract.Hash));
        Assert.True(contract.IsDialect30);
        Assert.Equal(
            ["listCustomers GET /customers", "createCustomer POST /customers", "searchCustomers POST /customers/search", "getCustomer GET /customers/{customerId}"],
            contract.Operations.Select(operation => $"{operation.Id} {operation.Method} {operation.PathTemplate}"));
        Assert.Equal([false, true, false, false], contract.Operations.Select(operation => operation.ChangesState));
        Assert.Equal([false, false, true, false], contract.Operations.Select(operation => operation.IsDeprecated));
        Assert.Equal(["x.yaml:6:5", "x.yaml:10:5", "x.yaml:17:5", "x.yaml:24:5"], contract.Operations.Select(operation => operation.Location));
        Assert.Equal(["crm.read", "crm.write", "crm.read", "crm.read|crm.write+crm.read"], contract.Operations.Select(Scopes));
        Assert.Equal("Every customer", contract.Operations[0].Summary);
        Assert.Equal(new EventDeclaration("retail.customer.created.v1", "response:/id", "response"), contract.Operations[1].Event);
        Assert.Null(contract.Operations[0].Event);
    }

    [Fact]
    public void Read_Version31_ResolvesItsOperations()
    {
        var contract = Documents.GoodContract(Document31);

        Assert.False(contract.IsDialect30);
        Assert.Equal(["getJournal", "deleteJournal", "putJournal"], contract.Operations.Select(operation => operation.Id));
        Assert.Equal(["any", "nobody", "finance.write+roles"], contract.Operations.Select(Scopes));
        Assert.Equal("getJournal", contract.Match("HEAD", "/journals/7").Operation?.Id);
        Assert.Equal("PUT", contract.Match("GET", "/journals").AllowedMethods);
    }

    [Fact]
    public void Read_Version32_KnowsQueryAndAdditionalMethods()
    {
        var contract = Documents.GoodContract(
            """
            openapi: 3.2.0
            info: {title: T, version: 1.0.0}
            paths:
              /a:
                query: {operationId: ask, responses: {'200': {description: ok}}}
                additionalOperations:
                  LINK: {operationId: link, responses: {'200': {description: ok}}}
            """);

        Assert.Equal(["QUERY False", "LINK True"], contract.Operations.Select(operation => $"{operation.Method} {operation.ChangesState}"));
    }

    [Fact]
    public void Read_RawDocument_StaysAtHand()
    {
        var contract = Documents.GoodContract(Document31);

        var any = contract.Document.Find("/components/schemas/Entry/properties/any");

        Assert.Equal("true", any!.Text);
    }

    [Theory]
    [InlineData("swagger: '2.0'", "x.yaml:1:10: Swagger 2.0 is not read; convert the document to OpenAPI 3.0 or 3.1.")]
    [InlineData("asyncapi: 3.0.0", "x.yaml:1:1: 'openapi' is missing.")]
    [InlineData("openapi: 3.1", "x.yaml:1:10: 'openapi' must be a text, but is a number; write it in quotes: \"3.1\".")]
    [InlineData("openapi: '3.1'", "x.yaml:1:10: OpenAPI '3.1' is not read. Known: 3.0.x, 3.1.x and 3.2.x, with all three numbers.")]
    [InlineData("openapi: 4.0.0", "x.yaml:1:10: OpenAPI '4.0.0' is not read. Known: 3.0.x, 3.1.x and 3.2.x, with all three numbers.")]
    [InlineData("[]", "x.yaml:1:1: The document must be a mapping, but is a list.")]
    public void Read_OtherSpecification_IsRefused(string yaml, string fault)
    {
        var (contract, faults) = Documents.Contract(yaml);

        Assert.Null(contract);
        Assert.Equal([fault], faults);
    }

    [Theory]
    [InlineData("1.0", "x.yaml:2:30: 'version' must be a text, but is a number; write it in quotes: \"1.0\".")]
    [InlineData("2.1.0", "x.yaml:2:30: The version is 2.1.0, but the file's name says v1. One of them is wrong.")]
    [InlineData("v1", "x.yaml:2:30: 'v1' is no semantic version such as 1.4.0.")]
    [InlineData("10.0.0", "x.yaml:2:30: The version is 10.0.0, but the file's name says v1. One of them is wrong.")]
    [InlineData("1", "x.yaml:2:30: 'version' must be a text, but is a number; write it in quotes: \"1\".")]
    public void Read_VersionUnlikeTheFile_IsFault(string version, string fault)
    {
        var (contract, faults) = Documents.Contract($"openapi: 3.1.0\ninfo: {{title: T,    version: {version}}}\npaths: {{/a: {{}}}}\n");

        Assert.Null(contract);
        Assert.Equal([fault], faults);
    }

    [Fact]
    public void Read_NearlyNothing_FaultsEachMissingPart()
    {
        var (_, faults) = Documents.Contract("openapi: 3.1.0\ninfo: {}\n");

        Assert.Equal(["x.yaml:2:7: 'title' is missing.", "x.yaml:2:7: 'version' is missing.", "x.yaml:1:1: 'paths' is missing."], faults);
    }

    [Fact]
    public void Read_LibraryOverALargerDocument_DoesNotStumble()
    {
        var (_, faults) = Documents.Contract(Document31.Replace("\"summary\": \"s\"", "\"sumary\": \"s\"", StringComparison.Ordinal));

        Assert.Equal(["x.yaml:3:59: OpenAPI has no key 'sumary' here."], faults);
    }

    private static string Scopes(Operation operation) =>
        operation.ScopeAlternatives.Count == 0
            ? "nobody"
            : string.Join('|', operation.ScopeAlternatives.Select(set => set.Count == 0 ? "any" : string.Join('+', set)));
}
