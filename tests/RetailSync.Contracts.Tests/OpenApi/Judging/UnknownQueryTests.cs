using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.OpenApi.Judging;

namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary>Names in a query that a contract does not declare, where they are refused.</summary>
public sealed class UnknownQueryTests
{
    [Theory]
    [InlineData("limit=1&R=2&filter[a]=3", null)]
    [InlineData("limit=1&Limit=2", "/query/Limit [/paths/~1things/get] The contract declares no parameter with this name.")]
    [InlineData("a~%2Fb", "/query/a~0~1b [/paths/~1things/get] The contract declares no parameter with this name.")]
    [InlineData("filter=1", "/query/filter [/paths/~1things/get] The contract declares no parameter with this name.")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789", "/query [/paths/~1things/get] The contract declares no parameter with this name.")]
    public void RefusesUnknownQuery_Name_MustBeDeclared(string query, string? fault)
    {
        var contract = Documents.GoodContract("""
            openapi: 3.1.0
            info: { title: Things, version: 1.0.0 }
            paths:
              /things:
                get:
                  operationId: op
                  parameters:
                    - { name: limit, in: query, schema: { type: integer } }
                    - { name: mix, in: query, schema: { type: object, properties: { R: { type: integer } } } }
                    - { name: filter, in: query, style: deepObject, schema: { type: object } }
                  responses: { '200': { description: Good. } }
            """);
        var schemas = new ContractSchemas(contract.Document, isDialect30: false, []);

        var paths = new JudgeReader(schemas, refusesUnknownQuery: true).Attach([(PathTemplate.Parse("/things", out _)!, contract.Operations)]);

        Assert.Equal(fault is null ? [] : [fault], paths[0].Operations[0].Judge!.Query(query));
    }
}
