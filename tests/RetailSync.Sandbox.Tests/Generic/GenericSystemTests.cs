using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace RetailSync.Sandbox.Tests.Generic;

public class GenericSystemTests
{
    private const string Draft = """{"sku":"CUP-RED","gtin":"09521234500049","brand":"Example Home","titles":{"en":"Red cup"}}""";
    private const string Return =
        """
        {"orderId":"WEB-0000500009","legalEntity":"DE01","channel":"web","businessDate":"2026-05-11","customerId":"C-100377",
         "lines":[{"lineId":1,"sku":"MUG-WHITE","quantity":{"value":1.5,"unit":"C62"},"reason":"late"}]}
        """;

    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Item_CreatedReadChangedRemoved_IsWhatWasSaidLast()
    {
        await using var server = await GenericServer.StartAsync("marketplace/listings.v1", new FakeTimeProvider(Noon));

        var created = await server.PostAsync("/v1/listings", """{"sku":"CUP-RED","channel":"otto","title":"Red cup","price":{"amount":700,"currency":"EUR"},"channelBuffer":1}""");
        var id = created.Json["listingId"]!.GetValue<string>();
        var read = await server.GetAsync($"/v1/listings/{id}");
        var patched = await server.PatchAsync($"/v1/listings/{id}", """{"price":{"amount":650,"currency":"EUR"}}""");
        var removed = await server.SendAsync(HttpMethod.Delete, $"/v1/listings/{id}");
        var after = await server.GetAsync($"/v1/listings/{id}");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal($"listings/{id}", created.Location);
        Assert.Equal("draft", created.Json["status"]!.GetValue<string>());
        Assert.Equal("2026-05-04T12:00:00.000Z", created.Json["updatedAt"]!.GetValue<string>());
        Assert.Equal(created.Text, read.Text);
        Assert.Equal("""{"amount":650,"currency":"EUR"}""", patched.Json["price"]!.ToJsonString());
        Assert.Equal("Red cup", patched.Json["title"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.NoContent, ""), (removed.Status, removed.Text));
        Assert.Equal(HttpStatusCode.NotFound, after.Status);
    }

    [Fact]
    public async Task Create_NaturalId_IsKeptAndNotTakenTwice()
    {
        await using var server = await GenericServer.StartAsync("pim/products.v1");

        var first = await server.PostAsync("/v1/products", Draft);
        var second = await server.PostAsync("/v1/products", Draft);

        Assert.Equal((HttpStatusCode.Created, "products/CUP-RED"), (first.Status, first.Location));
        Assert.Equal("CUP-RED", first.Json["sku"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (second.Status, second.ContentType));
        Assert.Equal("There is an entry with the id 'CUP-RED'.", second.Json["detail"]!.GetValue<string>());
        Assert.Equal(["CUP-RED"], server.Ledger.Since(0).Select(entry => entry.EntityKey));
    }

    [Fact]
    public async Task Create_Completed_FromExampleAndSchema()
    {
        await using var server = await GenericServer.StartAsync("returns/returns.v1");

        var created = await server.PostAsync("/v1/returns", Return);

        Assert.Equal("RMA-00000001", created.Json["returnId"]!.GetValue<string>());
        Assert.Equal("requested", created.Json["status"]!.GetValue<string>());
        Assert.Equal("""{"amount":899,"currency":"EUR"}""", created.Json["refundLimit"]!.ToJsonString());
        Assert.Equal("1.5", created.Json["lines"]![0]!["quantity"]!["value"]!.ToJsonString());
        Assert.False(created.Json.ContainsKey("refundReference"));
    }

    [Fact]
    public async Task Create_LinesWithoutNumbers_AreNumbered()
    {
        await using var server = await GenericServer.StartAsync("ecommerce/storefront.v1");
        var line = """{"sku":"MUG-WHITE","quantity":{"value":1,"unit":"C62"},"unitPrice":{"amount":899,"currency":"EUR"}}""";

        var created = await server.PostAsync("/v1/orders", $$$"""
            {"legalEntity":"DE01","channel":"web","businessDate":"2026-05-04","customerId":"C-100377","lines":[{{{line}}},{{{line}}},{{{line}}}],
             "shipTo":{"name":"A","street":"B","postalCode":"1","city":"C","country":"DE"},"total":{"amount":2697,"currency":"EUR"}}
            """);

        Assert.Equal([1, 2, 3], created.Json["lines"]!.AsArray().Select(one => one!["lineId"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Replace_OptionalLeftOut_GoesButReadOnlyStays()
    {
        await using var server = await GenericServer.StartAsync("ecommerce/storefront.v1");

        var replaced = await server.SendAsync(HttpMethod.Put, "/v1/catalog-items/TSHIRT-BLUE-M", """{"title":{"fr":"Tee"},"slug":"tee","visible":false}""");

        Assert.Equal("""{"fr":"Tee"}""", replaced.Json["title"]!.ToJsonString());
        Assert.False(replaced.Json.ContainsKey("categories"));
        Assert.Equal("""{"amount":1999,"currency":"EUR"}""", replaced.Json["price"]!.ToJsonString());
        Assert.Equal("TSHIRT-BLUE-M", replaced.Json["sku"]!.GetValue<string>());
    }

    [Fact]
    public async Task Act_OneAfterAnother_MovesTheStatus()
    {
        await using var server = await GenericServer.StartAsync("returns/returns.v1");
        const string Item = "/v1/returns/RMA-00080001";

        var approved = await server.PostAsync($"{Item}/approve", """{"approvedBy":"store"}""");
        var received = await server.PostAsync($"{Item}/receive", """{"receivedAtLocation":"9521234000105"}""");
        var graded = await server.PostAsync($"{Item}/grade", """{"disposition":"unusable"}""");
        var closed = await server.PostAsync($"{Item}/close", "{}");
        var read = await server.GetAsync(Item);

        Assert.Equal(["approved", "received", "graded", "closed"], new[] { approved, received, graded, closed }.Select(reply => reply.Json["status"]!.GetValue<string>()));
        Assert.Equal(closed.Text, read.Text);
        Assert.Equal(("store", "unusable"), (read.Json["approvedBy"]!.GetValue<string>(), read.Json["disposition"]!.GetValue<string>()));
        Assert.Equal(["approveReturn", "receiveReturn", "gradeReturn", "closeReturn"], server.Ledger.Since(0).Select(entry => entry.Operation));
    }

    [Fact]
    public async Task Act_NoParticipleAmongStates_TakesTheExamplesStatus()
    {
        await using var server = await GenericServer.StartAsync("pricing/prices.v1");

        var activated = await server.PostAsync("/v1/prices/PR-0000040002/activate", """{"reason":"on-time"}""");

        Assert.Equal("active", activated.Json["status"]!.GetValue<string>());
        Assert.False(activated.Json.ContainsKey("reason"));
    }

    [Fact]
    public async Task Calculate_MoreLinesThanTheExample_AnswersForEach()
    {
        await using var server = await GenericServer.StartAsync("tax/calculations.v1");
        var lines = string.Join(',', Enumerable.Range(1, 3).Select(i => $$$"""{"lineId":{{{i}}},"sku":"SKU-{{{i}}}","taxClass":"zero","net":{"amount":{{{i * 100}}},"currency":"SEK"}}"""));

        var answer = await server.PostAsync("/v1/calculations?api-version=1", $$"""{"legalEntity":"SE01","country":"SE","businessDate":"2026-06-01","lines":[{{lines}}]}""");

        Assert.Equal((HttpStatusCode.OK, "SE", "2026-06-01"), (answer.Status, answer.Json["country"]!.GetValue<string>(), answer.Json["businessDate"]!.GetValue<string>()));
        Assert.Equal(["SKU-1", "SKU-2", "SKU-3"], answer.Json["lines"]!.AsArray().Select(one => one!["sku"]!.GetValue<string>()));
        Assert.Equal([100, 200, 300], answer.Json["lines"]!.AsArray().Select(one => one!["net"]!["amount"]!.GetValue<int>()));
        Assert.All(answer.Json["lines"]!.AsArray(), one => Assert.NotNull(one!["tax"]));
        Assert.Empty(server.Ledger.Since(0));
    }

    [Fact]
    public async Task Search_ByBody_FindsWhatWasKept()
    {
        await using var server = await GenericServer.StartAsync("pim/products.v1");
        await server.PostAsync("/v1/products", Draft);

        var found = await server.PostAsync("/v1/products/search", """{"brand":"Example Home"}""");
        var none = await server.PostAsync("/v1/products/search", """{"brand":"Nobody"}""");

        Assert.Equal(["CUP-RED"], found.Json["items"]!.AsArray().Select(one => one!["sku"]!.GetValue<string>()));
        Assert.Empty(none.Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Create_BelowAnItem_StaysBelowIt()
    {
        await using var server = await GenericServer.StartAsync("loyalty/accounts.v2");
        var posted = await server.PostAsync("/v2/accounts/LA-00002002/transactions", """{"type":"earn","points":10,"businessDate":"2026-05-04"}""");

        var own = await server.GetAsync("/v2/accounts/LA-00002002/transactions");
        var other = await server.GetAsync("/v2/accounts/LA-00002001/transactions");
        var nobody = await server.GetAsync("/v2/accounts/LA-99999999/transactions");

        Assert.Equal("LA-00002002", posted.Json["accountId"]!.GetValue<string>());
        Assert.Equal([posted.Json["transactionId"]!.GetValue<string>()], Ids(own, "transactionId"));
        Assert.Equal(["LT-0000030001"], Ids(other, "transactionId"));
        Assert.Equal(HttpStatusCode.NotFound, nobody.Status);
    }

    [Fact]
    public async Task Reset_AfterChanges_IsAsAtTheStart()
    {
        await using var server = await GenericServer.StartAsync("marketplace/listings.v1");
        var before = await server.GetAsync("/v1/listings");
        await server.SendAsync(HttpMethod.Delete, "/v1/listings/ML-0000010001");
        await server.PatchAsync("/v1/listings/ML-0000010002", """{"title":"Other"}""");

        server.System.Reset();

        Assert.Equal(before.Text, (await server.GetAsync("/v1/listings")).Text);
    }

    [Fact]
    public async Task Ledger_AppliedChange_NamesRequestKeyAndReference()
    {
        await using var server = await GenericServer.StartAsync("tax/calculations.v1", new FakeTimeProvider(Noon));
        var body =
            """{"reference":"WEB-0000500007","legalEntity":"DE01","businessDate":"2026-05-04","country":"DE","lines":[{"lineId":1,"sku":"SKU-1","taxClass":"zero","net":{"amount":1,"currency":"EUR"},"rateBasisPoints":0,"tax":{"amount":0,"currency":"EUR"}}],"totalTax":{"amount":0,"currency":"EUR"}}""";

        var reply = await server.SendAsync(HttpMethod.Post, "/v1/transactions", body, "application/json", ("X-Request-Id", "r-1"), ("Idempotency-Key", "k-1"));

        var entry = Assert.Single(server.Ledger.Since(0));
        Assert.Equal((1L, Noon, "commitTransaction", reply.Json["transactionId"]!.GetValue<string>()), (entry.Sequence, entry.Time, entry.Operation, entry.EntityKey));
        Assert.Equal(("r-1", "k-1", "WEB-0000500007"), (entry.RequestId, entry.IdempotencyKey, entry.ClientReference));
        Assert.Equal(64, entry.BodyHash!.Length);
    }

    [Fact]
    public async Task Changes_Parallel_AreAllAppliedOnce()
    {
        await using var server = await GenericServer.StartAsync("returns/returns.v1");

        var created = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => server.PostAsync("/v1/returns", Return)));
        var ids = created.Select(reply => reply.Json["returnId"]!.GetValue<string>()).ToList();
        var approved = await Task.WhenAll(ids.Select(id => server.PostAsync($"/v1/returns/{id}/approve", """{"approvedBy":"rule"}""")));

        Assert.All(created, reply => Assert.Equal(HttpStatusCode.Created, reply.Status));
        Assert.All(approved, reply => Assert.Equal("approved", reply.Json["status"]!.GetValue<string>()));
        Assert.Equal(100, ids.Distinct().Count());
        Assert.Equal(ids.Order(), server.Ledger.Since(0).Where(entry => entry.Operation == "requestReturn").Select(entry => entry.EntityKey).Order());
        Assert.Equal(200, server.Ledger.Since(0).Count);
        Assert.Equal(100, (await server.GetAsync("/v1/returns?status=approved&limit=200")).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Remove_Parallel_HappensOnce()
    {
        await using var server = await GenericServer.StartAsync("pricing/prices.v1");

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.SendAsync(HttpMethod.Delete, "/v1/prices/PR-0000040001")));

        Assert.Single(replies, reply => reply.Status is HttpStatusCode.NoContent);
        Assert.Equal(19, replies.Count(reply => reply.Status is HttpStatusCode.NotFound));
        Assert.Single(server.Ledger.Since(0));
    }

    private static IEnumerable<string> Ids(GenericServer.Reply reply, string name) => reply.Json["items"]!.AsArray().Select(one => one![name]!.GetValue<string>());
}
