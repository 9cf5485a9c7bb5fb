using System.Globalization;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>However a stream is opened (upgrade, extended CONNECT, gRPC, events), it passes the same policies as any request.</summary>
[Trait("Attack", "B12")]
public sealed class ProtocolTests(ProtocolTests.Feed shared) : IClassFixture<ProtocolTests.Feed>
{
    private const string Path = "/feed/changes";

    /// <summary>The kinds of streams.</summary>
    public static TheoryData<string> Kinds => new() { "websocket", "websocket-h2", "grpc", "events", "events-h2" };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Open_WithoutCredential_Is401(string kind) => await AssertRefusedAsync(kind, "", 401, "unauthenticated");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Open_BadCredential_Is401(string kind) => await AssertRefusedAsync(kind, "Bearer eyJhbGciOiJub25lIn0.e30.", 401, "unauthenticated");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Open_WithoutTheScope_Is403(string kind) => await AssertRefusedAsync(kind, $"Bearer {shared.Gateway.Token("store-pos", "crm.read")}", 403, "insufficient-scope");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Open_BeyondTheRate_Is429(string kind)
    {
        await using var gateway = await Feed.StartOneAsync(FakeUpstream.Returns(200, "{}"));
        var authorization = $"Bearer {gateway.Token()}";
        var first = await OpenAsync(gateway, kind, authorization);

        var second = await OpenAsync(gateway, kind, authorization);

        Assert.NotEqual(429, first.Status);
        Assert.Equal((429, true), (second.Status, second.Body.Contains("#quota-exceeded", StringComparison.Ordinal)));
        Assert.Single(gateway.Upstream.Requests);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Open_AmbiguousPath_Is400(string kind)
    {
        shared.TakeRequests();

        var answer = await OpenAsync(shared.Gateway, kind, $"Bearer {shared.Gateway.Token()}", "/feed//changes");

        Assert.Equal(400, answer.Status);
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("webtransport", "405")]
    [InlineData("connect-udp", "405")]
    [InlineData("", "405")]
    public async Task ExtendedConnect_OtherProtocol_IsRefused(string protocol, string expected)
    {
        shared.TakeRequests();

        var answer = await RawHttp2Client.SendAsync(shared.Gateway.Https, Connect(protocol, Path, $"Bearer {shared.Gateway.Token()}"));

        Assert.Contains(answer.Outcome, new[] { expected, "reset", "goaway" });
        Assert.Empty(shared.TakeRequests());
    }

    private async Task AssertRefusedAsync(string kind, string authorization, int status, string problem)
    {
        shared.TakeRequests();

        var answer = await OpenAsync(shared.Gateway, kind, authorization);

        Assert.Equal((status, true), (answer.Status, answer.Body.Contains($"/problems/{problem}", StringComparison.Ordinal)));
        Assert.Empty(shared.TakeRequests());
    }

    private static async Task<(int Status, string Body)> OpenAsync(GatewayFixture gateway, string kind, string authorization, string path = Path)
    {
        var credential = authorization.Length == 0 ? "" : $"Authorization: {authorization}\r\n";
        switch (kind)
        {
            case "websocket":
                return Of(await RawClient.SendAsync(
                    gateway.Http,
                    $"GET {path} HTTP/1.1\r\nHost: localhost\r\n{credential}Connection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
            case "events":
                return Of(await RawClient.SendAsync(gateway.Http, $"GET {path} HTTP/1.1\r\nHost: localhost\r\n{credential}Accept: text/event-stream\r\n\r\n"));
            case "websocket-h2":
                return Of(await OpenConnectAsync(gateway, path, authorization));
            case "events-h2":
                return Of(await RawHttp2Client.SendAsync(gateway.Https, Head("GET", path, authorization, ("accept", "text/event-stream"))));
            default:
                return Of(await RawHttp2Client.SendAsync(
                    gateway.Https, Head("POST", path, authorization, ("content-type", "application/grpc"), ("te", "trailers")), new byte[] { 0, 0, 0, 0, 0 }));
        }
    }

    // The stream stays open on our side, as it does for a WebSocket.
    private static async Task<Http2Answer> OpenConnectAsync(GatewayFixture gateway, string path, string authorization)
    {
        await using var client = await RawHttp2Client.ConnectAsync(gateway.Https);
        await client.SendHeadersAsync(1, Connect("websocket", path, authorization), endStream: false);
        return await client.ReadAnswerAsync();
    }

    private static IEnumerable<(string Name, string Value)> Connect(string protocol, string path, string authorization) =>
        [(":method", "CONNECT"), (":protocol", protocol), .. Head("", path, authorization, ("sec-websocket-version", "13")).Skip(1)];

    private static IEnumerable<(string Name, string Value)> Head(string method, string path, string authorization, params IEnumerable<(string Name, string Value)> further) =>
        RawHttp2Client.Request(method, path, [.. authorization.Length == 0 ? [] : new[] { ("authorization", authorization) }, .. further]);

    private static (int Status, string Body) Of(RawResponse? answer) => (answer?.Status ?? 0, answer?.Text ?? "");

    private static (int Status, string Body) Of(Http2Answer answer) =>
        (int.TryParse(answer.Outcome, CultureInfo.InvariantCulture, out var status) ? status : answer.Status, answer.Text);

    /// <summary>A route without a contract that names its scope and lets one request an hour pass.</summary>
    public sealed class Feed : Hosting.SharedGateway
    {
        private const string Yarp = """
            {
              "Identity": { "Providers": [{ "Name": "test", "Authority": "{{issuer}}", "Audiences": ["retailsync"], "RequireHttps": false }] },
              "ReverseProxy": {
                "Routes": {
                  "feed": {
                    "ClusterId": "one", "Match": { "Path": "/feed/{**rest}" },
                    "Policies": { "authorize": { "Scopes": ["crm.write"] }, "rate-limit": { "Windows": [{ "Name": "one", "Limit": 1, "Seconds": 3600 }] } }
                  }
                },
                "Clusters": { "one": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
              }
            }
            """;

        /// <summary>Another gateway of the same kind, with counters of its own.</summary>
        public static Task<GatewayFixture> StartOneAsync(FakeUpstream upstream) => GatewayFixture.StartAsync(Yarp, upstream);

        protected override Task<GatewayFixture> StartAsync(FakeUpstream upstream) => StartOneAsync(upstream);
    }
}
