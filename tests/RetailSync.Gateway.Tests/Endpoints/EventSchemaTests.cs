using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Endpoints;

/// <summary>The schema of an event's data is found where the event says.</summary>
public sealed class EventSchemaTests
{
    private const string Contract = """
        asyncapi: 3.0.0
        info: {title: T, version: 1.0.0}
        components:
          messages:
            updated:
              name: retail.customer.updated.v1
              payload: {schemaFormat: application/schema+json;version=2020-12, schema: {$ref: '#/components/schemas/Customer'}}
            silent: {name: retail.customer.silent.v1}
          schemas:
            Customer: {type: object, properties: {address: {$ref: '#/components/schemas/Address'}}}
            Address: {type: object, minProperties: 1}
            Other: {type: string}
        """;

    [Theory]
    [InlineData("/catalog/events/retail.customer.updated.v1/schema", 200)]
    [InlineData("/catalog/events/retail.customer.updated.v1/schema?v=000000000000", 404)]
    [InlineData("/catalog/events/retail.customer.silent.v1/schema", 404)]
    [InlineData("/catalog/events/retail.customer.absent.v1/schema", 404)]
    public async Task Get_Schema_IsServedInItsVersion(string path, int status)
    {
        await using var gateway = await StartAsync();

        using var answer = await gateway.Client(scopes: "events.read").GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? "application/schema+json" : "application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Get_WhatAnEventSays_IsTheSchemaWithWhatItRefersTo()
    {
        await using var gateway = await StartAsync();
        var address = gateway.Host.Services.GetRequiredService<ISnapshotSource>().Current.Events["retail.customer.updated.v1"].DataSchema;

        var schema = JsonNode.Parse(await gateway.Client(scopes: "events.read").GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken))!;

        Assert.Equal(
            """{"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"#/components/schemas/Customer","components":{"schemas":{"Customer":{"type":"object","properties":{"address":{"$ref":"#/components/schemas/Address"}}},"Address":{"type":"object","minProperties":1}}}}""",
            schema.ToJsonString());
    }

    [Fact]
    public async Task Get_WithoutTheScope_IsRefused()
    {
        await using var gateway = await StartAsync();

        using var answer = await gateway.Client("store-pos").GetAsync(new Uri("/catalog/events/retail.customer.updated.v1/schema", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static Task<GatewayFixture> StartAsync() => GatewayFixture.StartAsync(
        landscape: GatewayTexts.Landscape.Replace("gateway.explain]", "gateway.explain, events.read]", StringComparison.Ordinal),
        contracts: new Dictionary<string, string> { ["crm/customers.v1.openapi.yaml"] = GatewayTexts.CrmContract, ["crm/customer-events.v1.asyncapi.yaml"] = Contract });
}
