using System.Text;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Tests.OpenApi;

/// <summary>What OpenAPI 3.2 adds is read without fault.</summary>
public sealed class OpenApi32Tests
{
    private const string Document =
        """
        openapi: 3.2.0
        $self: https://contracts.example/customers
        info: { title: Customers, version: 1.0.0 }
        servers: [{ url: 'https://customers.example', name: production }]
        tags:
          - { name: customers, summary: Customers, kind: nav }
          - { name: search, summary: Searching, parent: customers, kind: nav }
        security: [{ device: [read] }]
        paths:
          /customers:
            query:
              operationId: queryCustomers
              parameters:
                - { name: filter, in: querystring, content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { name: { type: string } } } } } }
                - { name: session, in: cookie, style: cookie, schema: { type: string } }
              requestBody: { content: { application/json: { schema: { type: object, required: [name] } } } }
              responses:
                '200':
                  summary: Those found
                  content:
                    application/jsonl: { itemSchema: { $ref: '#/components/schemas/Customer' } }
                    text/event-stream: { itemSchema: { type: object, properties: { data: { type: string, contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/Customer' } } } } }
                    application/json-seq: { $ref: '#/components/mediaTypes/Sequence' }
                    multipart/mixed: { itemSchema: true, prefixEncoding: [{ contentType: application/json }], itemEncoding: { contentType: image/png } }
            additionalOperations:
              PURGE: { operationId: purgeCustomers, responses: { '204': { description: Gone. } } }
            post:
              operationId: createCustomer
              requestBody:
                content:
                  application/json:
                    schema: { $ref: '#/components/schemas/Party' }
                    examples:
                      one: { dataValue: { kind: customer, name: A }, serializedValue: '{"kind":"customer","name":"A"}' }
              responses: { '201': { description: Made. } }
        components:
          mediaTypes:
            Sequence: { itemSchema: { type: object } }
          securitySchemes:
            device:
              type: oauth2
              oauth2MetadataUrl: https://login.example/.well-known/oauth-authorization-server
              deprecated: true
              flows: { deviceAuthorization: { deviceAuthorizationUrl: 'https://login.example/device', tokenUrl: 'https://login.example/token', scopes: { read: Read } } }
          schemas:
            Party:
              oneOf: [{ $ref: '#/components/schemas/Customer' }]
              discriminator: { propertyName: kind, mapping: { customer: '#/components/schemas/Customer' }, defaultMapping: '#/components/schemas/Customer' }
            Customer: { type: object, required: [name], properties: { kind: { type: string }, name: { type: string, xml: { nodeType: attribute } } } }
        """;

    [Fact]
    public void Read_Everything_HasNoFault()
    {
        var contract = Documents.GoodContract(Document);

        Assert.Equal(
            ["queryCustomers QUERY False", "purgeCustomers PURGE True", "createCustomer POST True"],
            contract.Operations.Select(operation => $"{operation.Id} {operation.Method} {operation.ChangesState}"));
        Assert.Equal([["read"]], contract.Operations[0].ScopeAlternatives);
    }

    [Fact]
    public void Match_QueryAndAdditionalMethod_FindTheirOperation()
    {
        var contract = Documents.GoodContract(Document);

        Assert.Equal("queryCustomers", contract.Match("QUERY", "/customers").Operation?.Id);
        Assert.Equal("purgeCustomers", contract.Match("PURGE", "/customers").Operation?.Id);
        Assert.Equal("QUERY, PURGE, POST", contract.Match("GET", "/customers").AllowedMethods);
    }

    [Fact]
    public void Bodies_OfQuery_AreFound()
    {
        var body = Documents.GoodContract(Document).Bodies.First(body => body.OperationId == "queryCustomers");

        Assert.Equal(SchemaVerdict.Invalid, body.Schema!.Judge(Encoding.UTF8.GetBytes("{}")));
    }

    [Theory]
    [InlineData("openapi: 3.2.0", "openapi: 3.1.0")]
    [InlineData("tokenUrl: 'https://login.example/token', scopes: { read: Read }", "tokenUrl: 'https://login.example/token', scopes: { write: Write }")]
    public void Read_WhatIsStillWrong_IsAFault(string before, string after)
    {
        Assert.Contains(before, Document, StringComparison.Ordinal);

        var (contract, faults) = Documents.Contract(Document.Replace(before, after, StringComparison.Ordinal));

        Assert.Null(contract);
        Assert.NotEmpty(faults);
    }
}
