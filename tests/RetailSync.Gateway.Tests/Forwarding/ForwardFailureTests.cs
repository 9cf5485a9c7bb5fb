using System.Net;
using System.Net.Sockets;
using RetailSync.Gateway.Tests.Errors;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>What the caller hears when there is no answer to pass on, as far as it can be known.</summary>
[Trait("Attack", "C19")]
public sealed class ForwardFailureTests
{
    private static readonly Uri Customers = new("/crm/v1/customers", UriKind.Relative);

    [Fact]
    public async Task Connect_Refused_Is503AndNothingWasSent()
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: [$"--ReverseProxy:Clusters:crm:Destinations:one:Address=http://127.0.0.1:{UnusedPort()}/"]);

        var answer = await GetAsync(gateway);

        RawProblem.Assert(ProblemTypes.UpstreamUnavailable, answer);
        Assert.Equal("5", answer!.Header("Retry-After"));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Upstream_ClosesAfterReading_Is502()
    {
        await using var gateway = await GatewayFixture.StartAsync(upstream: FakeUpstream.ClosesAfterReading());

        RawProblem.Assert(ProblemTypes.UpstreamFailed, await PostAsync(gateway, "{}"));

        Assert.Single(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX Y: z\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH\r\n")]
    public async Task Upstream_TalksNonsense_Is502(string bytes)
    {
        var closing = RawUpstream.Answers((_, number) => number == 1 ? bytes : null);
        await using var gateway = await GatewayFixture.StartAsync(upstream: closing, policies: """{ "forward": { "Retries": 0 } }""", arguments: ["--ReverseProxy:Clusters:crm:HttpRequest:ActivityTimeout=00:00:01"]);

        var answer = await GetAsync(gateway);

        // A head that never ends is a timeout; anything else is a broken answer.
        RawProblem.Assert(answer?.Status == 504 ? ProblemTypes.UpstreamTimeout : ProblemTypes.UpstreamFailed, answer);
        Assert.Single(closing.Requests);
    }

    [Fact]
    public async Task Upstream_HeadersBeyond64Kb_Is502()
    {
        var upstream = RawUpstream.Answers($"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Range(0, 20).Select(number => $"X-Big-{number}: {new string('a', 4_000)}\r\n"))}Content-Length: 0\r\n\r\n");
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);

        RawProblem.Assert(ProblemTypes.UpstreamFailed, await GetAsync(gateway));
    }

    [Fact]
    public async Task Upstream_Silent_Is504()
    {
        await using var gateway = await GatewayFixture.StartAsync(upstream: FakeUpstream.Hangs(), arguments: ["--ReverseProxy:Clusters:crm:HttpRequest:ActivityTimeout=00:00:00.3"]);

        RawProblem.Assert(ProblemTypes.UpstreamTimeout, await GetAsync(gateway));

        Assert.Single(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    public async Task Upstream_BreaksOffItsAnswer_CallerCannotTakeItForWhole(string beginning)
    {
        var upstream = new HalfAnswers(beginning);
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);

        // Over HTTP/1.1 the length is not reached or the last chunk is missing; over HTTP/2 the stream is reset.
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.Client().GetStringAsync(Customers, TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.Http2Client().GetStringAsync(Customers, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Caller_GoesAway_UpstreamIsTold(int http)
    {
        var upstream = FakeUpstream.Hangs();
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var client = http == 2 ? gateway.Http2Client() : gateway.Client();
        var pending = client.GetAsync(Customers, leaving.Token);
        await upstream.WaitForRequestsAsync(1);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await Deadline.UntilAsync(() => Task.FromResult(upstream.Aborted == 1 ? "gone" : null), "the upstream sees its caller go");
    }

    [Fact]
    public async Task Upstream_FailsOnce_NextRequestIsAnswered()
    {
        var upstream = FakeUpstream.ClosesAfterReading();
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);
        var failed = await GetAsync(gateway);
        upstream.Behave(UpstreamBehaviour.Returns(200, "{}"));

        var answered = await GetAsync(gateway);

        Assert.Equal((502, 200), (failed?.Status, answered?.Status));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Upstream_OwnRefusal_IsPassedOnAsItIs(int status)
    {
        await using var gateway = await GatewayFixture.StartAsync(upstream: FakeUpstream.Returns(status, "its own words", "text/plain"));

        using var answer = await gateway.Client().GetAsync(Customers, TestContext.Current.CancellationToken);

        Assert.Equal((status, "its own words"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.False(answer.Headers.Contains("Proxy-Status"));
    }

    private static Task<RawResponse?> GetAsync(GatewayFixture gateway) =>
        RawClient.SendAsync(gateway.Http, $"GET /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token()}\r\n\r\n");

    private static Task<RawResponse?> PostAsync(GatewayFixture gateway, string json) => RawClient.SendAsync(
        gateway.Http, $"POST /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token()}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
