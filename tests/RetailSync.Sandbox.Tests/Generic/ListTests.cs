using System.Net;

namespace RetailSync.Sandbox.Tests.Generic;

public class ListTests
{
    [Fact]
    public async Task List_ByCursor_GivesEachEntryOnceInOrder()
    {
        await using var server = await GenericServer.StartAsync("loyalty/accounts.v2");
        for (var i = 0; i < 5; i++)
        {
            await server.PostAsync("/v2/accounts", """{"customerId":"C-200000","programme":"family"}""");
        }

        var found = new List<string>();
        var pages = 0;
        for (string? cursor = ""; cursor is not null; pages++)
        {
            var page = (await server.GetAsync($"/v2/accounts?limit=3{(cursor.Length > 0 ? "&cursor=" + cursor : "")}")).Json;
            found.AddRange(page["items"]!.AsArray().Select(one => one!["accountId"]!.GetValue<string>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }

        Assert.Equal(3, pages);
        Assert.Equal(["LA-00002001", "LA-00002002", "LA-00000001", "LA-00000002", "LA-00000003", "LA-00000004", "LA-00000005"], found);
    }

    [Fact]
    public async Task List_EntryBeforeTheCursorRemoved_GoesOnWhereItWas()
    {
        await using var server = await GenericServer.StartAsync("marketplace/listings.v1");
        var first = await server.GetAsync("/v1/listings?limit=1");
        await server.SendAsync(HttpMethod.Delete, "/v1/listings/ML-0000010001");

        var second = await server.GetAsync($"/v1/listings?limit=1&cursor={first.Json["nextCursor"]}");

        Assert.Equal("ML-0000010002", second.Json["items"]![0]!["listingId"]!.GetValue<string>());
        Assert.False(second.Json.ContainsKey("nextCursor"));
    }

    [Fact]
    public async Task List_ByNumber_CountsAllOfThem()
    {
        await using var server = await GenericServer.StartAsync("tms/shipments.v1");

        var second = (await server.GetAsync("/v1/shipments?page=2&pageSize=1")).Json;
        var beyond = (await server.GetAsync("/v1/shipments?page=100000&pageSize=200")).Json;

        Assert.Equal("TS-0000060002", second["items"]![0]!["shipmentId"]!.GetValue<string>());
        Assert.Equal((2, 1, 2, 2), (second["page"]!.GetValue<int>(), second["pageSize"]!.GetValue<int>(), second["totalItems"]!.GetValue<int>(), second["totalPages"]!.GetValue<int>()));
        Assert.Empty(beyond["items"]!.AsArray());
    }

    [Theory]
    [InlineData("loyalty/accounts.v2", "/v2/accounts?tier=gold", "accountId", "LA-00002002")]
    [InlineData("ecommerce/storefront.v1", "/v1/catalog-items?availability=pre-order", "sku", "MUG-WHITE")]
    [InlineData("pricing/prices.v1", "/v1/prices?sku=TSHIRT-BLUE-M&status=scheduled", "priceId", "PR-0000040002")]
    [InlineData("finance/ledger.v1", "/v1/periods?status=locked", "periodId", "DE01-2026-04")]
    public async Task List_Filtered_GivesOnlyThose(string contract, string path, string id, string only)
    {
        await using var server = await GenericServer.StartAsync(contract);

        var page = (await server.GetAsync(path)).Json;

        Assert.Equal([only], page["items"]!.AsArray().Select(one => one![id]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("limit=0", "query/limit")]
    [InlineData("limit=201", "query/limit")]
    [InlineData("limit=ten", "query/limit")]
    [InlineData("tier=wood", "query/tier")]
    [InlineData("cursor=not-one", "query/cursor")]
    [InlineData("cursor=!", "query/cursor")]
    public async Task List_BadParameter_IsNamed(string query, string place)
    {
        await using var server = await GenericServer.StartAsync("loyalty/accounts.v2");

        var refused = await server.GetAsync("/v2/accounts?" + query);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (refused.Status, refused.ContentType));
        Assert.Equal([place], refused.FaultPlaces);
    }
}
