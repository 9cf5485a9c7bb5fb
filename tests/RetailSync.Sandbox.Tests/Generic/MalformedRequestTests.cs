using System.Net;

namespace RetailSync.Sandbox.Tests.Generic;

public class MalformedRequestTests
{
    [Theory]
    [InlineData("""{"programme":"plus"}""", "/customerId", "is required")]
    [InlineData("""{"customerId":17,"programme":"plus"}""", "/customerId", "must be string")]
    [InlineData("""{"customerId":"C-100512","programme":"gold"}""", "/programme", "must be one of plus, family, staff")]
    [InlineData("""{"customerId":"C-100512","programme":"plus","points":5}""", "/points", "is not known")]
    [InlineData("""{"customerId":"C-1005121234567890","programme":"plus"}""", "/customerId", "must be at most 14 characters long")]
    [InlineData("""[]""", "", "must be object")]
    [InlineData("""null""", "", "must be object")]
    public async Task Body_OneFault_IsNamed(string body, string place, string error)
    {
        await using var server = await GenericServer.StartAsync("loyalty/accounts.v2");

        var refused = await server.PostAsync("/v2/accounts", body);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (refused.Status, refused.ContentType));
        var fault = Assert.Single(refused.Json["errors"]!.AsArray());
        Assert.Equal((place, error), (fault!["instanceLocation"]!.GetValue<string>(), fault["error"]!.GetValue<string>()));
        Assert.Empty(server.Ledger.Since(0));
    }

    [Fact]
    public async Task Body_SeveralFaults_AreAllNamed()
    {
        await using var server = await GenericServer.StartAsync("returns/returns.v1");

        var refused = await server.PostAsync(
            "/v1/returns",
            """{"orderId":"WEB-0000500003","legalEntity":"DE01","channel":"moon","businessDate":"2026-05-11","lines":[{"lineId":0,"sku":"MUG-WHITE","quantity":{"value":"1","unit":"C62"},"reason":"late"}]}""");

        Assert.Equal("The request has 4 faults.", refused.Json["detail"]!.GetValue<string>());
        Assert.Equal(["/customerId", "/channel", "/lines/0/lineId", "/lines/0/quantity/value"], refused.FaultPlaces);
    }

    [Fact]
    public async Task Body_ManyFaults_AreCapped()
    {
        await using var server = await GenericServer.StartAsync("returns/returns.v1");
        var lines = string.Join(',', Enumerable.Repeat("{}", 150));

        var refused = await server.PostAsync("/v1/returns", $$"""{"lines":[{{lines}}]}""");

        Assert.Equal(20, refused.FaultPlaces.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"customerId\":\"C-100512\",\"programme\":\"plus\",\"programme\":\"staff\"}")]
    [InlineData("{\"customerId\":\"C-100512\",\"programme\":\"plus\"} {}")]
    [InlineData("{\"customerId\":NaN}")]
    [InlineData("\u0000")]
    public async Task Body_NotJson_IsRefused(string body)
    {
        await using var server = await GenericServer.StartAsync("loyalty/accounts.v2");

        var refused = await server.PostAsync("/v2/accounts", body);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (refused.Status, refused.ContentType));
        Assert.Equal("The request is not valid.", refused.Json["title"]!.GetValue<string>());
        Assert.Empty(server.Ledger.Since(0));
    }

    [Fact]
    public async Task Body_NestedTooDeep_IsRefused()
    {
        await using var server = await GenericServer.StartAsync("loyalty/accounts.v2");

        var refused = await server.PostAsync("/v2/accounts", new string('[', 100_000));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json-seq")]
    public async Task Body_OtherContentType_IsRefusedWithADeclaredStatus(string contentType)
    {
        await using var server = await GenericServer.StartAsync("loyalty/accounts.v2");

        var refused = await server.SendAsync(HttpMethod.Post, "/v2/accounts", """{"customerId":"C-100512","programme":"plus"}""", contentType);

        Assert.Equal((HttpStatusCode.BadRequest, "The body must be application/json."), (refused.Status, refused.Json["detail"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Body_JsonWithCharset_IsTaken()
    {
        await using var server = await GenericServer.StartAsync("loyalty/accounts.v2");

        var taken = await server.SendAsync(HttpMethod.Post, "/v2/accounts", """{"customerId":"C-100512","programme":"plus"}""", "application/json; charset=utf-8");

        Assert.Equal(HttpStatusCode.Created, taken.Status);
    }

    [Theory]
    [InlineData("..%2Faccounts")]
    [InlineData("LA-00002001%2Ftransactions")]
    [InlineData("%7Bx%7D")]
    public async Task Path_StrangeId_IsUnknown(string id)
    {
        await using var server = await GenericServer.StartAsync("loyalty/accounts.v2");

        var refused = await server.GetAsync($"/v2/accounts/{id}");

        Assert.Equal((HttpStatusCode.NotFound, "Nothing is kept under the id in the path."), (refused.Status, refused.Json["detail"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Path_OtherVersionOrMethod_IsNotServed()
    {
        await using var server = await GenericServer.StartAsync("loyalty/accounts.v2");

        var version = await server.GetAsync("/v1/accounts");
        var method = await server.SendAsync(HttpMethod.Put, "/v2/accounts", "{}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed), (version.Status, method.Status));
    }
}
