using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway;
using Xunit;

namespace RetailSync.Testing;

/// <content>Time, and what goes wrong.</content>
public abstract partial class IdempotencyCases
{
    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public virtual async Task Case24_AtTheEndOfItsTime_AKeyIsKnownOrNew(int milliseconds, bool isKnown)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var gateway = await StartAsync(idempotency: """{ "Keep": "01:00:00" }""", configureServices: services => services.AddSingleton<TimeProvider>(clock));

        await gateway.OrderAsync("k1");
        clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(milliseconds));
        var again = await gateway.OrderAsync("k1");

        Assert.Equal((isKnown, isKnown ? 1 : 2), (again.IsReplayed, gateway.Calls));
    }

    [Fact]
    public async Task Case27_CallerGoneBeforeTheClaim_ClaimsAndSendsNothing()
    {
        await using var gateway = await StartAsync();
        using var gone = new CancellationTokenSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Journal.BeforeClaim = () =>
        {
            entered.TrySetResult();
            return release.Task;
        };

        var call = gateway.SendUntilAsync(JournalGateway.Request("k1"), gone.Token);
        await entered.Task;
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Deadline.UntilAsync(
            async () =>
            {
                // The gateway has noticed once it takes no claim of this caller any more.
                using var probe = TestClients.Http1(gateway.Fixture.Http);
                using var answer = await probe.GetAsync(new Uri("/crm/v1/orders/1", UriKind.Relative));
                return gateway.Journal.WasGivenUp ? "" : null;
            },
            "the claim is given up");
        release.SetResult();
        gateway.Journal.BeforeClaim = null;
        var next = await gateway.OrderAsync("k1");

        Assert.Equal((201, false, 1), (next.Status, next.IsReplayed, gateway.Calls));
        Assert.Single(gateway.Journal.Claims);
    }

    [Fact]
    public async Task Case32_CallerGoneMidCall_TheCallIsFinishedAndKept()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var upstream = FakeUpstream.Handles(async context =>
        {
            await release.Task.WaitAsync(context.RequestAborted);
            context.Response.StatusCode = 201;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "made", context.RequestAborted);
        });
        await using var gateway = await StartAsync(upstream);
        using var gone = new CancellationTokenSource();

        var call = gateway.SendUntilAsync(JournalGateway.Request("k1"), gone.Token);
        await upstream.WaitForRequestsAsync(1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var inFlight = await gateway.OrderAsync("k1");
        release.SetResult();
        await gateway.Journal.SettledAsync(1);
        var again = await gateway.OrderAsync("k1");

        Assert.Equal((409, "idempotency-in-flight"), (inFlight.Status, inFlight.Problem));
        Assert.Equal((201, true, "made"), (again.Status, again.IsReplayed, again.Text));
        Assert.Equal((1, 0), (gateway.Calls, upstream.Aborted));
        Assert.Equal(OperationState.Done, Assert.Single(gateway.Journal.Settlements).Settlement.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Case35_NothingCanBeClaimed_NothingIsSent(bool throws)
    {
        await using var gateway = await StartAsync();
        (gateway.Journal.FailsClaims, gateway.Journal.Throws) = (true, throws);

        var refused = await gateway.OrderAsync("k1");
        gateway.Journal.FailsClaims = false;
        var next = await gateway.OrderAsync("k1");

        Assert.Equal((503, "journal-unavailable", "2"), (refused.Status, refused.Problem, refused["Retry-After"]));
        Assert.DoesNotContain("disk", refused.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((201, 1), (next.Status, gateway.Calls));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Case35_TheOutcomeCannotBeWritten_NoSuccessIsTold(bool throws)
    {
        await using var gateway = await StartAsync();
        (gateway.Journal.FailsSettlements, gateway.Journal.Throws) = (true, throws);

        var answer = await gateway.OrderAsync("k1");

        var operation = Assert.Single(gateway.Journal.Claims);
        Assert.Equal((504, "outcome-unknown", $"/operations/{operation.Id:D}"), (answer.Status, answer.Problem, answer["Location"]));
        Assert.Null(answer["ETag"]);
        Assert.DoesNotContain("\"order\"", answer.Text, StringComparison.Ordinal);
        Assert.Equal(1, gateway.Calls);
    }

    [Fact]
    public async Task TheSystem_GetsOurIdAndNeverTheClientsKey()
    {
        await using var gateway = await StartAsync(arguments: ["--ReverseProxy:Clusters:crm:Upstream:HonoursKey=Idempotency-Key"]);

        await gateway.OrderAsync("k1");
        await gateway.SendAsync(JournalGateway.Request("k2", "", method: "GET"));

        var claim = Assert.Single(gateway.Journal.Claims);
        Assert.Equal([claim.Id.ToString("D"), null], gateway.Upstream.Requests.Select(request => request.Header("Idempotency-Key")));
        Assert.Equal(UpstreamClass.A, claim.Class);
    }

    [Fact]
    public async Task TheSystem_WithoutAKeyOfItsOwn_GetsNone()
    {
        await using var gateway = await StartAsync();

        await gateway.OrderAsync("k1");

        Assert.Null(Assert.Single(gateway.Upstream.Requests).Header("Idempotency-Key"));
        Assert.Equal(UpstreamClass.D, Assert.Single(gateway.Journal.Claims).Class);
    }
}
