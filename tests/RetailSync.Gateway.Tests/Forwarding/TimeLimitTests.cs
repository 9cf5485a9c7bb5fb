using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Forwarding;
using RetailSync.Gateway.Tests.Errors;
using RetailSync.Testing;
using Yarp.ReverseProxy;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>A route's time limit is for the head of an answer, it is what it says, and nothing caps it in silence.</summary>
public sealed class TimeLimitTests
{
    private const string Timeout = "ReverseProxy:Routes:crm:Policies:forward:TimeoutSeconds";

    private static readonly Uri Customers = new("/crm/v1/customers", UriKind.Relative);

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Limit_LongerThanTheStatedActivityTimeout_IsAFault()
    {
        var fault = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(
            policies: """{ "forward": { "TimeoutSeconds": 3 } }""", arguments: ["--ReverseProxy:Clusters:crm:HttpRequest:ActivityTimeout=00:00:02"]));

        Assert.Equal([Timeout], fault.Faults.Select(found => found.Path));
        Assert.Contains("3 s is longer than ReverseProxy:Clusters:crm:HttpRequest:ActivityTimeout (00:00:02)", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(99, null)]
    [InlineData(100, 101)]
    [InlineData(150, 151)]
    public async Task Limit_LongerThanTheUsualActivityTimeout_RaisesIt(int limit, int? expected)
    {
        await using var gateway = await GatewayFixture.StartAsync(policies: $$"""{ "forward": { "TimeoutSeconds": {{limit}} } }""");

        Assert.True(gateway.Host.Services.GetRequiredService<IProxyStateLookup>().TryGetCluster("crm", out var cluster));
        Assert.Equal(expected, cluster.Model.Config.HttpRequest?.ActivityTimeout?.TotalSeconds);
    }

    [Fact]
    public async Task Limit_Raised_IsWhatARequestGets()
    {
        // The real activity timeout of this cluster is longer than its route's limit, however that came about.
        await using var gateway = await GatewayFixture.StartAsync(
            upstream: FakeUpstream.Hangs(), policies: """{ "forward": { "TimeoutSeconds": 0.4 } }""", arguments: ["--ReverseProxy:Clusters:crm:HttpRequest:ActivityTimeout=00:00:20"]);
        var started = TimeProvider.System.GetTimestamp();

        var answer = await RawClient.SendAsync(gateway.Http, Request(gateway, "GET", "\r\n"));

        RawProblem.Assert(ProblemTypes.UpstreamTimeout, answer);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0.39, 10);
    }

    [Theory]
    [InlineData("""{ "TimeoutSeconds": 0.01 }""", "TimeoutSeconds")]
    [InlineData("""{ "TimeoutSeconds": 3601 }""", "TimeoutSeconds")]
    [InlineData("""{ "TimeoutSeconds": 10, "TotalSeconds": 9 }""", "TotalSeconds (9) must not be shorter than TimeoutSeconds (10)")]
    [InlineData("""{ "Retries": 6 }""", "Retries")]
    [InlineData("""{ "Retries": -1 }""", "Retries")]
    [InlineData("""{ "Tries": 1 }""", "'Tries'")]
    public async Task Setting_OutOfRange_IsAFault(string forward, string expected)
    {
        var fault = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(policies: $$"""{ "forward": {{forward}} }"""));

        Assert.Contains(expected, Assert.Single(fault.Faults).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FailureRatio=1.1")]
    [InlineData("MinimumThroughput=1")]
    [InlineData("SamplingSeconds=0.4")]
    [InlineData("BreakSeconds=0.4")]
    public async Task BreakerSetting_OutOfRange_IsAFault(string setting)
    {
        var fault = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(arguments: [$"--ReverseProxy:Clusters:crm:Upstream:Breaker:{setting}"]));

        Assert.Contains(setting.Split('=')[0], Assert.Single(fault.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_InForce_AreOnTheConfigPage()
    {
        await using var gateway = await GatewayFixture.StartAsync(policies: """{ "forward": { "TimeoutSeconds": 3 } }""");

        var forward = (await gateway.ConfigAsync())["routes"]![0]!["policies"]!["forward"]!;

        Assert.Equal((3, 1, false), ((double)forward["settings"]!["timeoutSeconds"]!, (int)forward["settings"]!["retries"]!, (bool)forward["settings"]!["streams"]!));
        Assert.Equal("route", (string?)forward["origins"]!["TimeoutSeconds"]);
    }

    [Fact]
    public async Task Events_BeyondTheLimit_AreNotCut()
    {
        using var gate = new SemaphoreSlim(0);
        await using var gateway = await StartAsync(FakeUpstream.Start(UpstreamBehaviour.StreamsEvents(gate, "one", "two")), "{}");
        using var answer = await gateway.Client().GetAsync(Customers, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromHours(1));
        gate.Release(2);

        Assert.Equal("data: one\n\ndata: two\n\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WebSocket_BeyondTheLimit_IsNotCut()
    {
        await using var gateway = await StartAsync(FakeUpstream.EchoesWebSocket(), "{}");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {gateway.Token()}");
        await socket.ConnectAsync(new UriBuilder(new Uri(gateway.Http, Customers)) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromHours(1));
        await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        var buffer = new byte[16];
        var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);

        Assert.Equal("ping", Encoding.ASCII.GetString(buffer, 0, received.Count));
    }

    [Fact]
    public async Task Caller_SendsSlowly_LimitBeginsWhenTheBodyIsOut()
    {
        var upstream = RawUpstream.Answers((_, _) => "");
        await using var gateway = await StartAsync(upstream, "{}");
        await using var client = await RawClient.ConnectAsync(gateway.Http);
        await client.WriteAsync(Request(gateway, "POST", $"Content-Length: {BodyBeginning.Bytes + 1}\r\n\r\n{new string('x', BodyBeginning.Bytes)}"));
        await Deadline.UntilAsync(() => Task.FromResult(upstream.Connections == 1 ? "connected" : null), "the upstream is called");

        _clock.Advance(TimeSpan.FromHours(1));
        await client.WriteAsync("x");
        await upstream.WaitForRequestsAsync(1);
        var pending = client.ReadAsync();
        Assert.False(pending.IsCompleted);

        await Deadline.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(31));
                return Task.FromResult(pending.IsCompleted ? "answered" : null);
            },
            "the time is over");
        RawProblem.Assert(ProblemTypes.UpstreamTimeout, await pending);
    }

    [Fact]
    public async Task Route_Streams_HeadMayTakeAnyTime()
    {
        var answered = new TaskCompletionSource();
        var upstream = FakeUpstream.Handles(_ => answered.Task);
        await using var gateway = await StartAsync(upstream, """{ "Streams": true }""");
        var pending = gateway.Client().GetAsync(Customers, TestContext.Current.CancellationToken);
        await upstream.WaitForRequestsAsync(1);

        _clock.Advance(TimeSpan.FromHours(1));
        answered.SetResult();

        using var answer = await pending;
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private static string Request(GatewayFixture gateway, string method, string rest) =>
        $"{method} /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token()}\r\n{rest}";

    private Task<GatewayFixture> StartAsync(IUpstream upstream, string forward) => GatewayFixture.StartAsync(
        upstream: upstream, policies: $$"""{ "forward": {{forward}} }""", configureServices: services => services.AddSingleton<TimeProvider>(_clock));
}
