using System.Text;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary>Bodies of requests say whose fields they have.</summary>
public sealed class OwnerTests
{
    private const string Contract = """
        openapi: 3.1.0
        info: { title: Things, version: 1.0.0 }
        paths:
          /things:
            get: { operationId: list, responses: { '200': { description: Good. } } }
            post:
              operationId: op
              requestBody:
                content:
                  application/json: { schema: { $ref: '#/components/schemas/Thing' } }
                  application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Thing' } }
              responses: { '200': { description: Good. } }
        components:
          schemas:
            Thing: { type: object, required: [name], properties: { name: { type: string }, price: { type: number, x-retailsync-owner: pricing }, tier: { type: string, x-retailsync-owner: loyalty } } }
        """;

    [Theory]
    [InlineData("application/json", """{ "name": "a" }""", "", "")]
    [InlineData("application/json", """{ "name": "a", "price": 5 }""", "pricing", "/price This field belongs to pricing.")]
    [InlineData("application/json", """{ "price": 5, "tier": "b", "name": "a" }""", "loyalty pricing", "/price This field belongs to pricing. /tier This field belongs to loyalty.")]
    [InlineData("application/json", """{ "price": 5 }""", "", "")]
    [InlineData("application/x-www-form-urlencoded", "name=a&price=5", "pricing", "/price This field belongs to pricing.")]
    [InlineData("application/x-www-form-urlencoded", "name=a", "", "")]
    public void Judge_Body_HasOwnersWhoCanBeTold(string contentType, string body, string owners, string told)
    {
        var operation = Judges.Of(Contract);
        var judge = operation.FindRequestBody(contentType)!;
        var bytes = Encoding.UTF8.GetBytes(body);

        var finding = judge.Judge(contentType, bytes);
        var errors = judge.ExplainOwners(contentType, bytes, ulong.MaxValue, 20);

        Assert.Equal(owners, string.Join(' ', operation.Owners.Where((_, number) => (finding.AuthoredOwners & (1UL << number)) != 0).Order(StringComparer.Ordinal)));
        Assert.Equal(told, string.Join(' ', errors.Select(error => $"{error.InstanceLocation} {error.Error}")));
    }

    [Fact]
    public void Owners_OperationWithoutARequestBody_HasNone() => Assert.Empty(Judges.Of(Contract, "list").Owners);

    [Fact]
    public void ExplainOwners_OthersThanAskedFor_AreLeftOut()
    {
        var operation = Judges.Of(Contract);
        var wanted = 1UL << operation.Owners.ToList().IndexOf("loyalty");

        var errors = operation.FindRequestBody("application/json")!.ExplainOwners("application/json", """{ "price": 5, "tier": "b", "name": "a" }"""u8.ToArray(), wanted, 20);

        Assert.Equal(["/tier"], errors.Select(error => error.InstanceLocation));
    }
}
