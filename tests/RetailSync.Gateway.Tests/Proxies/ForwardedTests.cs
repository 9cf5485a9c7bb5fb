using System.Net;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Proxies;

/// <summary>What X-Forwarded-* changes: nothing, unless a trusted proxy sends it.</summary>
[Trait("Attack", "C15")]
public sealed class ForwardedTests
{
    private const string ByAddress = """{ "rate-limit": { "Key": ["address"], "Windows": [{ "Name": "tiny", "Limit": 2, "Seconds": 3600 }] } }""";

    public static TheoryData<string> Versions => ["1.1", "2.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Send_UntrustedPeer_CannotChangeItsRateLimitKey(string version)
    {
        await using var gateway = await GatewayFixture.StartAsync(policies: ByAddress, arguments: ["--Edge:TrustedProxies:0=192.0.2.0/24"]);

        var statuses = new List<HttpStatusCode>();
        for (var i = 1; i <= 3; i++)
        {
            statuses.Add(await SendAsync(gateway, version, ("X-Forwarded-For", $"203.0.113.{i}"), ("X-Real-IP", $"203.0.113.{i}"), ("Forwarded", $"for=203.0.113.{i}")));
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], statuses);
        Assert.All(gateway.Upstream.Requests, request => Assert.Equal("127.0.0.1", request.Header("X-Forwarded-For")));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Send_UntrustedPeer_CannotChangeSchemeAndHost(string version)
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: ["--Edge:TrustedProxies:0=192.0.2.0/24"]);
        var scheme = version == "1.1" ? "http" : "https";

        var status = await SendAsync(gateway, version, ("X-Forwarded-Proto", "ftp"), ("X-Forwarded-Host", "evil.example.com"), ("X-Forwarded-Prefix", "/evil"));

        var arrived = Assert.Single(gateway.Upstream.Requests);
        Assert.Equal((HttpStatusCode.OK, scheme, "localhost"), (status, arrived.Header("X-Forwarded-Proto"), arrived.Header("X-Forwarded-Host")!.Split(':')[0].Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        Assert.Null(arrived.Header("X-Forwarded-Prefix"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Send_TrustedProxy_EachClientHasItsOwnLimit(string version)
    {
        await using var gateway = await GatewayFixture.StartAsync(policies: ByAddress, arguments: ["--Edge:TrustedProxies:0=127.0.0.1"]);

        // What a client writes to the left of its own address does not count.
        var first = await SendAsync(gateway, version, ("X-Forwarded-For", "203.0.113.1"));
        var second = await SendAsync(gateway, version, ("X-Forwarded-For", "198.51.100.1, 203.0.113.1"));
        var third = await SendAsync(gateway, version, ("X-Forwarded-For", "198.51.100.2, 203.0.113.1"));
        var other = await SendAsync(gateway, version, ("X-Forwarded-For", "203.0.113.2"));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], [first, second, third, other]);
        Assert.Equal(["203.0.113.1", "203.0.113.1", "203.0.113.2"], gateway.Upstream.Requests.Select(request => request.Header("X-Forwarded-For")));
    }

    [Fact]
    public async Task Send_OneConnectionOfAProxy_EachRequestHasItsOwnOrigin()
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: ["--Edge:TrustedProxies:0=127.0.0.1"]);
        await using var proxy = await RawClient.ConnectAsync(gateway.Http);

        foreach (var forwarded in new[] { "X-Forwarded-For: 203.0.113.1\r\nX-Forwarded-Proto: https\r\n", "", "X-Forwarded-For: 203.0.113.2\r\nX-Forwarded-Proto: https, http\r\n" })
        {
            await proxy.WriteAsync($"GET /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token()}\r\n{forwarded}\r\n");
            Assert.Equal(200, (await proxy.ReadAsync())?.Status);
        }

        Assert.Equal(
            [("203.0.113.1", "https"), ("127.0.0.1", "http"), ("203.0.113.2", "http")],
            gateway.Upstream.Requests.Select(request => (request.Header("X-Forwarded-For"), request.Header("X-Forwarded-Proto"))));
    }

    private static async Task<HttpStatusCode> SendAsync(GatewayFixture gateway, string version, params (string Name, string Value)[] headers)
    {
        var client = version == "1.1" ? gateway.Client() : gateway.Http2Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/crm/v1/customers") { Version = client.DefaultRequestVersion, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
