using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway.Forwarding;
using RetailSync.Gateway.Tests.Errors;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>A destination that fails too often is left alone for a while, and is tried again.</summary>
public sealed class BreakerTests
{
    private const string Tight = """{ "Breaker": { "MinimumThroughput": 4, "FailureRatio": 0.5, "BreakSeconds": 5 }, "RetryBudget": { "Floor": 100 } }""";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly List<string> _changes = [];

    [Fact]
    public void Breaker_ShareReached_OpensAndTriesOneAfterTheBreak()
    {
        var breaker = Breaker();
        Report(breaker, false, false, true);
        Assert.Equal("closed", breaker.State);

        Report(breaker, true);

        Assert.False(TryBegin(breaker, out _));
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(TryBegin(breaker, out _));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(TryBegin(breaker, out var trial));
        Assert.NotNull(trial);
        Assert.Equal("half-open", breaker.State);
        Assert.False(TryBegin(breaker, out _));
        trial.SetResult(false);
        Assert.Equal("closed", breaker.State);
        Assert.Equal(["open", "half-open", "closed"], _changes);
        Assert.True(TryBegin(breaker, out trial));
        Assert.Null(trial);
    }

    [Fact]
    public void Breaker_TrialFails_OpensForAnotherBreak()
    {
        var breaker = Breaker();
        Report(breaker, true, true, true, true);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(TryBegin(breaker, out var trial));

        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(TryBegin(breaker, out _));
        trial!.SetResult(true);

        Assert.Equal("open", breaker.State);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(TryBegin(breaker, out _));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(TryBegin(breaker, out _));
        Assert.Equal(["open", "half-open", "open", "half-open"], _changes);
    }

    [Fact]
    public void Breaker_FewOrOldFailures_StaysClosed()
    {
        var breaker = Breaker();

        Report(breaker, true, true, true);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Report(breaker, true, false, false, false, true);

        Assert.Equal("closed", breaker.State);
        Assert.Empty(_changes);
    }

    [Fact]
    public void Breaker_LateResultsWhileOpen_CountNothing()
    {
        var breaker = Breaker();
        Report(breaker, true, true, true, true);
        _clock.Advance(TimeSpan.FromSeconds(6));

        Report(breaker, false);

        Assert.Equal("open", breaker.State);
        Assert.Equal(["open"], _changes);
    }

    [Fact]
    public async Task Destination_Fails_IsLeftAloneUntilATrialGoesWell()
    {
        var log = new LogSink();
        var ill = FakeUpstream.Returns(503);
        await using var well = FakeUpstream.Returns(200, "well");
        await using var gateway = await StartAsync(log, ill, ill.Address, well.Address);
        await ReadAsync(gateway, 4);
        Assert.Equal(("open", "closed"), await StatesAsync(gateway));

        await ReadAsync(gateway, 5);

        Assert.Equal((4, 9), (ill.Requests.Count, well.Requests.Count));
        Assert.Contains(log.Messages, message => message.Contains("The breaker of destination d1 of cluster crm is open", StringComparison.Ordinal));

        ill.Behave(UpstreamBehaviour.Returns(200, "again"));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("again", (await ReadAsync(gateway))?.Text);
        Assert.Equal(("closed", "closed"), await StatesAsync(gateway));
        foreach (var state in new[] { "open", "half-open", "closed" })
        {
            Assert.Equal(1, await gateway.MetricAsync("retailsync_forward_breaker_total", ("cluster", "crm"), ("destination", "d1"), ("state", state)));
        }
    }

    [Fact]
    public async Task EveryDestination_Open_Is503AndNothingIsSent()
    {
        var ill = FakeUpstream.ClosesAfterReading();
        await using var gateway = await StartAsync(null, ill, ill.Address);
        await ReadAsync(gateway, 4);
        var sent = ill.Requests.Count;
        _clock.Advance(TimeSpan.FromSeconds(1.5));

        var answer = await ReadAsync(gateway);

        RawProblem.Assert(ProblemTypes.UpstreamUnavailable, answer);
        Assert.Equal("4", answer!.Header("Retry-After"));
        Assert.Equal(sent, ill.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Answer_NotTheDestinationsIllness_NeverOpens(int status)
    {
        var upstream = FakeUpstream.Returns(status);
        await using var gateway = await StartAsync(null, upstream, upstream.Address);

        await ReadAsync(gateway, 12);

        Assert.Equal(12, upstream.Requests.Count);
    }

    [Fact]
    public async Task Caller_GoesAwayDuringTheTrial_BreakerStaysOpen()
    {
        var ill = FakeUpstream.ClosesAfterReading();
        await using var gateway = await StartAsync(null, ill, ill.Address);
        await ReadAsync(gateway, 4);
        var sent = ill.Requests.Count;
        ill.Behave(UpstreamBehaviour.Hangs());
        _clock.Advance(TimeSpan.FromSeconds(5));

        await using (var leaving = await RawClient.ConnectAsync(gateway.Http))
        {
            await leaving.WriteAsync(Request(gateway));
            await ill.WaitForRequestsAsync(sent + 1);
        }

        await Deadline.UntilAsync(async () => (await StatesAsync(gateway)).First == "open" ? "open" : null, "the trial has ended");
        ill.Behave(UpstreamBehaviour.Returns(200));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await ReadAsync(gateway))?.Status);
    }

    [Fact]
    public async Task Reload_BreakerIsOpen_StaysOpenUnlessItsSettingsChange()
    {
        var ill = FakeUpstream.ClosesAfterReading();
        await using var gateway = await StartAsync(null, ill, ill.Address);
        await ReadAsync(gateway, 4);

        await ReloadAsync(gateway, Tight.Replace("\"Floor\": 100 }", "\"Floor\": 100 }, \"TellConsumer\": true", StringComparison.Ordinal), ill.Address);
        Assert.Equal(503, (await ReadAsync(gateway))?.Status);

        await ReloadAsync(gateway, Tight.Replace("\"MinimumThroughput\": 4", "\"MinimumThroughput\": 100", StringComparison.Ordinal), ill.Address);
        Assert.Equal(502, (await ReadAsync(gateway))?.Status);
    }

    [Fact]
    public async Task Breaker_SwitchedOff_NeverOpens()
    {
        var ill = FakeUpstream.Returns(503);
        await using var gateway = await GatewayFixture.StartAsync(Destinations.Yarp("""{ "Breaker": { "Enabled": false, "MinimumThroughput": 2 } }""", ill.Address), ill, """{ "forward": { "Retries": 0 } }""");

        await ReadAsync(gateway, 10);

        Assert.Equal(10, ill.Requests.Count);
    }

    private static void Report(DestinationBreaker breaker, params bool[] failed)
    {
        foreach (var one in failed)
        {
            breaker.Report(one);
        }
    }

    private static string Request(GatewayFixture gateway) => $"GET /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token()}\r\n\r\n";

    private static async Task<RawResponse?> ReadAsync(GatewayFixture gateway, int times = 1)
    {
        RawResponse? last = null;
        for (var i = 0; i < times; i++)
        {
            last = await RawClient.SendAsync(gateway.Http, Request(gateway));
        }

        return last;
    }

    private static async Task<(string? First, string? Second)> StatesAsync(GatewayFixture gateway)
    {
        var clusters = JsonNode.Parse(await gateway.Operators.GetStringAsync(new Uri("/_gateway/clusters", UriKind.Relative), TestContext.Current.CancellationToken))!;
        var states = clusters[0]!["destinations"]!.AsArray().OrderBy(destination => (string?)destination!["destinationId"], StringComparer.Ordinal).Select(destination => (string?)destination!["breaker"]).ToList();
        return (states[0], states.ElementAtOrDefault(1));
    }

    // The gateway's clock is the test's, and a change of files is noticed by it, too: so operators ask for the reload.
    private static async Task ReloadAsync(GatewayFixture gateway, string upstream, params Uri[] destinations)
    {
        var text = Destinations.Yarp(upstream, destinations).Replace("{{issuer}}", gateway.Issuer.Authority, StringComparison.Ordinal).Replace("{{policies}}", """{ "forward": { "Retries": 0 } }""", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(gateway.Folder, "yarp.json"), text, TestContext.Current.CancellationToken);
        using var answer = await gateway.Operators.PostAsync(new Uri("/_gateway/config/reload", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private bool TryBegin(DestinationBreaker breaker, out TaskCompletionSource<bool>? trial) => breaker.TryBegin(_clock.GetTimestamp(), out trial);

    private DestinationBreaker Breaker() =>
        new("http://localhost/", new BreakerOptions { MinimumThroughput = 4, FailureRatio = 0.5, SamplingSeconds = 10, BreakSeconds = 5 }, _clock, _changes.Add);

    private Task<GatewayFixture> StartAsync(LogSink? log, IUpstream owned, params Uri[] destinations) => GatewayFixture.StartAsync(
        Destinations.Yarp(Tight, destinations),
        owned,

        // The pause before a repetition at the same destination would wait for the test's clock.
        $$"""{ "forward": { "Retries": {{destinations.Length - 1}} } }""",
        configureServices: services =>
        {
            services.AddSingleton<TimeProvider>(_clock);
            log?.AddTo(services);
        });
}
