using System.Net;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Pipeline;

/// <summary>That who claims hears of the end exactly once, whatever fails.</summary>
public sealed class SettlingTests
{
    private static readonly Uri Customer = new("/crm/v1/customers/7", UriKind.Relative);

    [Theory]
    [InlineData("claims", 200, "commit 200")]
    [InlineData("claims refuses-late", 503, "unanswered unsent temporary-reduced-capacity")]
    [InlineData("claims replies-late", 203, "unanswered unsent")]
    [InlineData("claims throws-late", 500, "unanswered unsent internal-error")]
    [InlineData("claims refuses-answer", 502, "commit 200 upstream-contract-broken")]
    [InlineData("claims refuses-outcome", 502, "commit 200 upstream-contract-broken")]
    [InlineData("claims refuses-answer refuses-outcome", 502, "commit 200 upstream-contract-broken")]
    [InlineData("claims throws-at-answer", 500, "commit 200 internal-error")]
    [InlineData("claims throws-at-outcome", 500, "commit 200 internal-error")]
    [InlineData("claims replies-to-answer", 203, "commit 200")]
    public async Task Exchange_GetsInTheWay_IsHeardOfOnce(string names, int status, string seen)
    {
        var policies = new SettlingPolicies();
        await using var gateway = await StartAsync(policies, names);

        using var answer = await PutAsync(gateway);

        Assert.Equal(status, (int)answer.StatusCode);
        await SeenAsync(policies, seen);
    }

    [Theory]
    [InlineData("reset", 502, "unanswered sent upstream-failed")]
    [InlineData("early-reset", 502, "unanswered sent upstream-failed")]
    [InlineData("late", 504, "unanswered sent upstream-timeout")]
    [InlineData("closed", 503, "unanswered unsent upstream-unavailable")]
    [InlineData("unhealthy", 503, "unanswered unsent upstream-unavailable")]
    [InlineData("switching", 502, "unanswered sent upstream-failed")]
    public async Task Exchange_Unanswered_IsHeardOfOnce(string how, int status, string seen)
    {
        var policies = new SettlingPolicies();
        IUpstream upstream = how switch
        {
            "reset" => FakeUpstream.ClosesAfterReading(),
            "early-reset" => FakeUpstream.ClosesBeforeReading(),
            "late" => FakeUpstream.Hangs(),
            "switching" => RawUpstream.Answers("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"),
            _ => FakeUpstream.Returns(200),
        };
        IReadOnlyList<string> arguments = how switch
        {
            "closed" => ["--ReverseProxy:Clusters:crm:Destinations:one:Address=http://127.0.0.1:1/"],
            "unhealthy" => ["--ReverseProxy:Clusters:crm:Destinations:one:Host=x", "--ReverseProxy:Clusters:crm:Destinations:one:Address=http://127.0.0.1:1/"],
            _ => [],
        };
        await using var gateway = await StartAsync(policies, "claims", upstream, arguments);

        using var answer = await PutAsync(gateway);

        Assert.Equal(status, (int)answer.StatusCode);
        await SeenAsync(policies, seen);
    }

    [Theory]
    [InlineData("refuses-late", "unanswered unsent temporary-reduced-capacity")]
    [InlineData("throws-late", "unanswered unsent internal-error")]
    public async Task Settling_Decides_ItsProblemIsGiven(string late, string seen)
    {
        var policies = new SettlingPolicies { Settles = Verdict.Refuse(new Problem(ProblemTypes.OutcomeUnknown, "Nobody knows.").With("Location", "/operations/1")) };
        await using var gateway = await StartAsync(policies, "claims " + late);

        using var answer = await PutAsync(gateway);

        Assert.Equal((HttpStatusCode.GatewayTimeout, "/operations/1"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        await SeenAsync(policies, seen);
    }

    [Fact]
    public async Task Settling_Throws_TheProblemIsGivenAllTheSame()
    {
        var policies = new SettlingPolicies { SettlingThrows = true };
        await using var gateway = await StartAsync(policies, "claims refuses-late");

        using var answer = await PutAsync(gateway);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await SeenAsync(policies, "unanswered unsent temporary-reduced-capacity");
    }

    [Theory]
    [InlineData("claims")]
    [InlineData("claims refuses-answer")]
    public async Task Commit_Decides_ItsProblemIsGiven(string names)
    {
        var policies = new SettlingPolicies { Commits = Verdict.Refuse(new Problem(ProblemTypes.OutcomeUnknown, "Nobody knows.")) };
        await using var gateway = await StartAsync(policies, names);

        using var answer = await PutAsync(gateway);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
    }

    [Theory]
    [InlineData("claims")]
    [InlineData("claims waits-at-answer")]
    public async Task Caller_Gone_IsHeardOfOnce(string names)
    {
        var policies = new SettlingPolicies();
        var upstream = names == "claims" ? FakeUpstream.Hangs() : FakeUpstream.Returns(200, "{}");
        await using var gateway = await StartAsync(policies, names, upstream, ["--Policies:forward:TimeoutSeconds=60"]);
        using var gone = new CancellationTokenSource();

        var call = gateway.Client().PutAsync(Customer, new StringContent("{}"), gone.Token);
        await upstream.WaitForRequestsAsync(1);
        await (names == "claims" ? Task.CompletedTask : policies.Answering.Task);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await SeenAsync(policies, "unanswered sent");
    }

    [Fact]
    public async Task Gateway_Ends_WhatOutlivesItsCallerIsHeardOf()
    {
        var policies = new SettlingPolicies { Detaches = true };
        var upstream = FakeUpstream.Hangs();
        await using var gateway = await StartAsync(policies, "claims", upstream, ["--Policies:forward:TimeoutSeconds=60", "--Drain:LimitSeconds=1", "--Drain:NoticeSeconds=0"]);

        var call = Record.ExceptionAsync(() => PutAsync(gateway));
        await upstream.WaitForRequestsAsync(1);
        await gateway.Host.DrainAsync(new CancellationToken(canceled: true));

        await SeenAsync(policies, "unanswered sent");
        await call;
    }

    private static Task<GatewayFixture> StartAsync(SettlingPolicies policies, string names, IUpstream? upstream = null, IReadOnlyList<string>? arguments = null) => GatewayFixture.StartAsync(
        upstream: upstream,
        policies: "{" + string.Join(',', names.Split(' ').Select(name => $$"""  "{{name}}": { "Name": "x" } """)) + "}",
        arguments: arguments is { Count: > 0 } && arguments[0].StartsWith("--Policies", StringComparison.Ordinal)
            ? ["--Policies:forward:Retries=0", .. arguments]
            : ["--Policies:forward:Retries=0", "--Policies:forward:TimeoutSeconds=1", .. arguments ?? []],
        configureServices: policies.AddTo);

    private static async Task<HttpResponseMessage> PutAsync(GatewayFixture gateway)
    {
        using var body = new StringContent("{}");
        return await gateway.Client().PutAsync(Customer, body, TestContext.Current.CancellationToken);
    }

    private static async Task SeenAsync(SettlingPolicies policies, string expected)
    {
        await Deadline.UntilAsync(() => Task.FromResult(policies.Seen.IsEmpty ? null : ""), expected);
        Assert.Equal([expected], policies.Seen);
    }
}
