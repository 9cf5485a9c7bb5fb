using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>A request inside a request: whatever a body, an upgrade or an expectation contains, the upstream sees one request for each that was checked.</summary>
[Trait("Attack", "A1")]
public sealed class HiddenRequestTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Hidden = "DELETE /crm/v1/customers/7 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";

    private string Authorization => $"Authorization: Bearer {shared.Gateway.Token()}\r\n";

    [Theory]
    [InlineData("POST", "")]
    [InlineData("GET", "")]
    [InlineData("HEAD", "")]
    [InlineData("OPTIONS", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "Expect: 100-continue\r\n")]
    [InlineData("GET", "Expect: 100-continue\r\n")]
    [InlineData("POST", "Content-Encoding: gzip\r\n")]
    public async Task Body_LooksLikeARequest_StaysABody(string method, string headers)
    {
        shared.TakeRequests();
        await using var client = await RawClient.ConnectAsync(shared.Gateway.Http);
        var path = method is "DELETE" ? "/crm/v1/customers/1" : "/crm/v1/customers";

        await client.WriteAsync($"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{Authorization}{headers}Content-Length: {Hidden.Length}\r\n\r\n{Hidden}");
        var first = await client.ReadAsync(hasBody: method is not "HEAD");
        await client.WriteAsync("GET /problems HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var second = first?.IsClosed == true ? null : await client.ReadAsync();

        // The contract has no OPTIONS here; what was refused did not arrive at all.
        var arrived = shared.TakeRequests();
        Assert.Equal(method is "OPTIONS" ? [] : [(method, Hidden)], arrived.Select(request => (request.Method, request.Text)));
        Assert.Equal(method is "OPTIONS" ? 405 : 200, first?.Status);
        Assert.True(second is null or { Status: 200 }, $"What followed the body was taken for {second?.StatusLine}.");
    }

    [Fact]
    public async Task Body_LongerThanItsLength_RestIsCheckedAsARequest()
    {
        shared.TakeRequests();
        await using var client = await RawClient.ConnectAsync(shared.Gateway.Http);

        await client.WriteAsync($"POST /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\n{Authorization}Content-Length: 2\r\n\r\n{{}}{Hidden}");
        var statuses = new[] { (await client.ReadAsync())?.Status, (await client.ReadAsync())?.Status };

        Assert.Equal([200, 401], statuses);
        Assert.Equal("POST", Assert.Single(shared.TakeRequests()).Method);
    }

    [Theory]
    [InlineData("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n")]
    [InlineData("Upgrade: TLS/1.0\r\nConnection: Upgrade\r\n")]
    [InlineData("Upgrade: anything\r\nConnection: upgrade\r\n")]
    [InlineData("Upgrade: h2c, websocket\r\nConnection: Upgrade\r\n")]
    [InlineData("Upgrade: websocket\r\nConnection: keep-alive\r\n")]
    public async Task Upgrade_OtherThanWebSocket_DoesNotReachTheUpstream(string headers)
    {
        shared.TakeRequests();

        var answer = await RawClient.SendAsync(shared.Gateway.Http, $"GET /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\n{Authorization}{headers}\r\n");

        Assert.Equal(200, answer?.Status);
        var arrived = Assert.Single(shared.TakeRequests());
        Assert.Equal((null, null, null), (arrived.Header("Upgrade"), arrived.Header("HTTP2-Settings"), arrived.Header("Connection")));
    }

    // The upstream refuses the upgrade; a gateway that believes in a tunnel all the same lets everything after it pass unchecked.
    [Theory]
    [InlineData(426)]
    [InlineData(200)]
    [InlineData(400)]
    public async Task Upgrade_UpstreamRefuses_NextRequestIsChecked(int status)
    {
        var upstream = RawUpstream.Answers($"HTTP/1.1 {status} Refused\r\nContent-Length: 2\r\n\r\n{{}}");
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);
        await using var client = await RawClient.ConnectAsync(gateway.Http);

        await client.WriteAsync(
            $"GET /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token()}\r\n"
            + $"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 777\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n{Hidden}");
        var first = await client.ReadAsync();
        var second = first?.IsClosed == true ? null : await client.ReadAsync();

        Assert.Equal(status, first?.Status);
        Assert.True(second is null or { Status: 401 }, $"What followed the upgrade was answered with {second?.StatusLine}.");
        Assert.Equal(["GET"], upstream.Requests.Select(request => request.Method));
    }
}
