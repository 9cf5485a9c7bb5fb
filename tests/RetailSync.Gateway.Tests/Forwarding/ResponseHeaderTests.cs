using RetailSync.Gateway.Tests.Errors;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>What of an upstream's answer does not reach the caller, and what a broken or hostile answer does to others: nothing.</summary>
[Trait("Attack", "C18")]
public sealed class ResponseHeaderTests
{
    private const string Customers = "/crm/v1/customers";

    [Theory]
    [InlineData("Connection: X-Foo\r\nX-Foo: secret")]
    [InlineData("Connection: close, x-foo\r\nX-Foo: secret")]
    [InlineData("X-Foo: secret\r\nConnection: keep-alive\r\nConnection: X-Bar, X-Foo\r\nX-Bar: secret")]
    [InlineData("Connection: ETag\r\nETag: \"secret\"")]
    [InlineData("Server: secret")]
    [InlineData("X-Powered-By: secret")]
    [InlineData("X-AspNet-Version: secret")]
    [InlineData("X-AspNetMvc-Version: secret")]
    [InlineData("X-SourceFiles: secret")]
    [InlineData("X-Runtime: secret")]
    [InlineData("X-Generator: secret")]
    [InlineData("X-Backend-Server: secret")]
    [InlineData("X-Debug-Token: secret")]
    [InlineData("Proxy-Status: secret; error=x")]
    [InlineData("X-Request-Id: secret")]
    [InlineData("Set-Cookie: secret=1")]
    [InlineData("x-hidden-one: secret")]
    [InlineData("X-Hidden-Two: secret")]
    [InlineData("Keep-Alive: secret")]
    [InlineData("Proxy-Connection: secret")]
    public async Task Answer_HeaderNotForCallers_DoesNotArrive(string headers)
    {
        const string Upstream = "--ReverseProxy:Clusters:crm:Upstream:HideHeaders";
        await using var gateway = await GatewayFixture.StartAsync(
            upstream: RawUpstream.Answers($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nX-Kept: 1\r\n{headers}\r\n\r\n{{}}"),
            arguments: [$"{Upstream}:0=X-Hidden-One", $"{Upstream}:1=X-Hidden-Two"]);

        var answer = await GetAsync(gateway);
        var http2 = await GetHttp2Async(gateway);

        Assert.Equal((200, "1", "{}"), (answer?.Status, answer?.Header("X-Kept"), answer?.Text));
        Assert.Equal(("200", "1", "{}"), (http2.Outcome, http2.Header("x-kept"), http2.Text));
        Assert.DoesNotContain(answer!.Headers.Concat(http2.Headers), header => header.Value.Contains("secret", StringComparison.Ordinal));
        Assert.Null(http2.Header("connection"));
    }

    [Theory]
    [InlineData("Content-Type", "application/json")]
    [InlineData("Cache-Control", "private")]
    [InlineData("Content-Length", "2")]
    public async Task Answer_NominatesWhatDescribesIt_Arrives(string name, string value)
    {
        await using var gateway = await GatewayFixture.StartAsync(
            upstream: RawUpstream.Answers($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCache-Control: private\r\nContent-Length: 2\r\nConnection: {name}\r\n\r\n{{}}"));

        var answer = await GetAsync(gateway);

        Assert.Equal(value, answer?.Header(name));
    }

    [Theory]
    [InlineData("basket=8", true)]
    [InlineData("basket=8; Domain=shop.example.com", true)]
    [InlineData("basket=8; domain=.SHOP.example.com; Path=/", true)]
    [InlineData("basket=8; Domain=example.com", true)]
    [InlineData("basket=8; Domain=", true)]
    [InlineData("basket=8; DomainName=elsewhere", true)]
    [InlineData("domain=elsewhere; Path=/", true)]
    [InlineData("basket=8; Domain=elsewhere.com", false)]
    [InlineData("basket=8; Path=/; DOMAIN = elsewhere.com", false)]
    [InlineData("basket=8; Domain=op.example.com", false)]
    [InlineData("basket=8; Domain=other.shop.example.com", false)]
    [InlineData("basket=8; Domain=shop.example.com; Domain=elsewhere.com", false)]
    public async Task ForwardCookies_Domain_MustBeTheRequests(string cookie, bool arrives)
    {
        await using var gateway = await GatewayFixture.StartAsync(
            upstream: RawUpstream.Answers($"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nSet-Cookie: kept=1\r\nSet-Cookie: {cookie}\r\n\r\n"),
            arguments: ["--ReverseProxy:Clusters:crm:Upstream:ForwardCookies=true"]);

        var answer = await GetAsync(gateway, host: "shop.example.com");

        Assert.Equal(arrives ? ["kept=1", cookie] : ["kept=1"], answer!.Headers.Where(header => header.Key == "Set-Cookie").Select(header => header.Value));
    }

    [Fact]
    public async Task Query_EscapedLineEnd_ArrivesEscaped()
    {
        const string Query = "?next=%0d%0aSet-Cookie:%20evil=1";
        await using var gateway = await GatewayFixture.StartAsync();

        var answer = await GetAsync(gateway, Customers + Query);

        Assert.Equal(200, answer?.Status);
        Assert.EndsWith(Query, Assert.Single(gateway.Upstream.Requests).RawTarget, StringComparison.Ordinal);
    }

    // What the upstream let into its own head is its header; cookies stay behind all the same.
    [Fact]
    public async Task Upstream_EchoesALineEndIntoLocation_CookieDoesNotArrive()
    {
        await using var gateway = await GatewayFixture.StartAsync(
            upstream: RawUpstream.Answers("HTTP/1.1 302 Found\r\nLocation: /next\r\nSet-Cookie: evil=1\r\nServer: evil\r\nContent-Length: 0\r\n\r\n"));

        var answer = await GetAsync(gateway);

        Assert.Equal((302, "/next"), (answer?.Status, answer?.Header("Location")));
        Assert.DoesNotContain(answer!.Headers, header => header.Value.Contains("evil", StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Attack", "A4")]
    [InlineData("X-Note: a\rX-Evil: 1", 200)]
    [InlineData("X-Note: a\0b", 200)]
    [InlineData("X-Note: a\u0001b", 502)]
    [InlineData("Location: /a\rX-Evil: 1", 502)]
    [InlineData("X-Note: a\r\n X-Evil: 1", 200)]
    public async Task Upstream_ControlCharacterInAHeader_NeverReachesTheCaller(string header, int status)
    {
        await using var gateway = await GatewayFixture.StartAsync(upstream: RawUpstream.Answers($"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{header}\r\n\r\n"));

        var answer = await GetAsync(gateway);
        var http2 = await GetHttp2Async(gateway);

        Assert.Equal((status, status), (answer?.Status, http2.Status));
        Assert.DoesNotContain(answer!.Headers.Concat(http2.Headers), field => field.Value.Any(char.IsControl) || field.Key.Contains("evil", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}")]
    public async Task Upstream_AmbiguousFraming_CallerGetsOneFraming(string rest)
    {
        await using var gateway = await GatewayFixture.StartAsync(
            upstream: RawUpstream.Answers((_, number) => number == 1 ? $"HTTP/1.1 200 OK\r\n{rest}" : null),
            arguments: ["--ReverseProxy:Clusters:crm:HttpRequest:ActivityTimeout=00:00:01"]);

        RawResponse? answer = null;
        try
        {
            answer = await GetAsync(gateway);
        }
        catch (IOException)
        {
            // Broken off: the caller cannot take it for whole.
        }

        Assert.True(answer is null || (answer.Header("Content-Length") is null) != (answer.Header("Transfer-Encoding") is null), "Exactly one header frames the answer.");
        Assert.True(answer is null or { Status: 502 or 504 } or { Text: "{}" }, $"The answer was {answer?.Text}");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n")]
    public async Task Upstream_SendsASecondAnswer_NextCallerDoesNotGetIt(string first)
    {
        var upstream = RawUpstream.Answers((_, number) => number == 1
            ? $"{first}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
            : "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood");
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);
        await GetAsync(gateway);

        var second = await GetAsync(gateway);

        Assert.Equal((200, "good"), (second?.Status, second?.Text));
    }

    [Fact]
    public async Task Upstream_SwitchesProtocolsUnasked_Is502()
    {
        await using var gateway = await GatewayFixture.StartAsync(
            upstream: RawUpstream.Answers("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nevil"));

        var answer = await GetAsync(gateway);

        RawProblem.Assert(ProblemTypes.UpstreamFailed, answer);
    }

    private static Task<RawResponse?> GetAsync(GatewayFixture gateway, string target = Customers, string host = "localhost") =>
        RawClient.SendAsync(gateway.Http, $"GET {target} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {gateway.Token()}\r\n\r\n");

    private static Task<Http2Answer> GetHttp2Async(GatewayFixture gateway) =>
        RawHttp2Client.SendAsync(gateway.Https, RawHttp2Client.Request("GET", Customers, ("authorization", $"Bearer {gateway.Token()}")));
}
