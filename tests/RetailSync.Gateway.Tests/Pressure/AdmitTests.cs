using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Pressure;

/// <summary>The limit on calls in flight, in a whole gateway over sockets.</summary>
public sealed class AdmitTests
{
    private const string OneAtATime = """{ "admit": { "Limit": 1 } }""";

    private static readonly Uri Customers = new("/crm/v1/customers", UriKind.Relative);

    [Fact]
    public async Task FewSlowSlots_SaturatedByBulk_ShedBulkAndNeverPayments()
    {
        using var slots = new SemaphoreSlim(4);
        await using var gateway = await GatewayFixture.StartAsync(
            policies: """{ "admit": { "Class": "bulk", "Classes": { "createCustomer": "critical" }, "WaitMilliseconds": 5000 } }""",
            upstream: FakeUpstream.Handles(context => WorkAsync(context, slots)));
        using var load = new CancellationTokenSource();
        var client = gateway.Client();
        var bulk = Enumerable.Range(0, 24).Select(_ => PressAsync(client, load.Token)).ToList();

        var payments = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            using var answer = await client.PostAsJsonAsync(Customers, new { }, TestContext.Current.CancellationToken);
            payments.Add(answer.StatusCode);
        }

        await load.CancelAsync();
        var shed = (await Task.WhenAll(bulk)).SelectMany(answers => answers).ToList();
        Assert.All(payments, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.NotEmpty(shed);
        Assert.All(shed, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, "retailsync; error=connection_limit_reached"), (answer.Status, answer.ProxyStatus)));
        Assert.All(shed, answer => Assert.InRange(answer.RetryAfter ?? 0, 1, 3));
        await Deadline.UntilAsync(
            async () =>
            {
                using var calm = await client.GetAsync(Customers, TestContext.Current.CancellationToken);
                return calm.IsSuccessStatusCode ? "let in" : null;
            },
            "bulk is let in again when the load has gone");
    }

    [Fact]
    public async Task EventStream_StaysOpen_HoldsNoSlot()
    {
        await using var gateway = await GatewayFixture.StartAsync(policies: OneAtATime, upstream: FakeUpstream.Handles(StreamForEverAsync));
        var client = gateway.Client();

        using var first = await client.GetAsync(Customers, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var second = await client.GetAsync(Customers, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task WebSocket_StaysOpen_HoldsNoSlot()
    {
        await using var gateway = await GatewayFixture.StartAsync(policies: OneAtATime, upstream: FakeUpstream.EchoesWebSocket());
        using var first = await ConnectAsync(gateway);

        using var second = await ConnectAsync(gateway);

        Assert.Equal((WebSocketState.Open, WebSocketState.Open), (first.State, second.State));
    }

    [Fact]
    public async Task OrdinaryCall_InFlight_HoldsItsSlotUntilItsEnd()
    {
        using var slots = new SemaphoreSlim(0);
        await using var gateway = await GatewayFixture.StartAsync(policies: OneAtATime, upstream: FakeUpstream.Handles(context => WorkAsync(context, slots)));
        var client = gateway.Client();
        var first = client.GetAsync(Customers, TestContext.Current.CancellationToken);
        await ((FakeUpstream)gateway.Upstream).WaitForRequestsAsync(1);

        using var second = await client.GetAsync(Customers, TestContext.Current.CancellationToken);
        slots.Release();
        using var answered = await first;
        using var third = await client.GetAsync(Customers, TestContext.Current.CancellationToken);

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK),
            (second.StatusCode, answered.StatusCode, third.StatusCode));
    }

    [Theory]
    [InlineData("""{ "admit": { "Limit": 1 }, "rate-limit": { "Windows": [{ "Name": "one", "Limit": 1, "Seconds": 3600 }] } }""", HttpStatusCode.TooManyRequests)]
    [InlineData("""{ "admit": { "Limit": 1 } }""", HttpStatusCode.BadGateway)]
    public async Task Call_RefusedLaterOrFailed_GivesItsSlotBack(string policies, HttpStatusCode expected)
    {
        await using var gateway = await GatewayFixture.StartAsync(
            policies: policies,
            upstream: expected == HttpStatusCode.BadGateway ? FakeUpstream.ClosesAfterReading() : FakeUpstream.Returns(200, "{}"));
        var client = gateway.Client();
        using var before = await client.GetAsync(Customers, TestContext.Current.CancellationToken);

        // With a slot lost each time, the second would be the last.
        for (var i = 0; i < 5; i++)
        {
            using var answer = await client.GetAsync(Customers, TestContext.Current.CancellationToken);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Call_CallerGoesAway_GivesItsSlotBack()
    {
        await using var gateway = await GatewayFixture.StartAsync(policies: OneAtATime, upstream: FakeUpstream.Hangs());
        var upstream = (FakeUpstream)gateway.Upstream;
        var client = gateway.Client();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var first = client.GetAsync(Customers, leaving.Token);
        await upstream.WaitForRequestsAsync(1);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        upstream.Behave(UpstreamBehaviour.Returns(200, "{}"));

        await Deadline.UntilAsync(
            async () =>
            {
                using var answer = await client.GetAsync(Customers, TestContext.Current.CancellationToken);
                return answer.IsSuccessStatusCode ? "let in" : null;
            },
            "the slot of the caller who went away is free");
    }

    [Fact]
    public async Task Metrics_ClusterInUse_TellLimitAndCallsInFlight()
    {
        using var slots = new SemaphoreSlim(0);
        await using var gateway = await GatewayFixture.StartAsync(
            policies: """{ "admit": { "Class": "high" } }""", upstream: FakeUpstream.Handles(context => WorkAsync(context, slots)));
        var call = gateway.Client().GetAsync(Customers, TestContext.Current.CancellationToken);
        await ((FakeUpstream)gateway.Upstream).WaitForRequestsAsync(1);

        await Deadline.UntilAsync(
            async () => await gateway.MetricAsync("retailsync_admit_in_flight", ("cluster", "crm"), ("class", "high")) == 1 ? "shown" : null,
            "the call in flight is shown");

        Assert.Equal(0, await gateway.MetricAsync("retailsync_admit_in_flight", ("cluster", "crm"), ("class", "normal")));
        Assert.Equal(8, await gateway.MetricAsync("retailsync_admit_limit", ("cluster", "crm")));
        slots.Release();
        using var answer = await call;
    }

    private static async Task WorkAsync(HttpContext context, SemaphoreSlim slots)
    {
        await slots.WaitAsync(context.RequestAborted);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System, context.RequestAborted);
            await context.Response.WriteAsJsonAsync(new { }, context.RequestAborted);
        }
        finally
        {
            slots.Release();
        }
    }

    private static async Task StreamForEverAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("data: 1\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
    }

    private static async Task<List<(HttpStatusCode Status, double? RetryAfter, string ProxyStatus)>> PressAsync(HttpClient client, CancellationToken cancel)
    {
        var shed = new List<(HttpStatusCode, double?, string)>();
        while (!cancel.IsCancellationRequested)
        {
            using var answer = await client.GetAsync(Customers, TestContext.Current.CancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                shed.Add((answer.StatusCode, answer.Headers.RetryAfter?.Delta?.TotalSeconds, string.Join(",", answer.Headers.GetValues("Proxy-Status"))));
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }

        return shed;
    }

    private static async Task<ClientWebSocket> ConnectAsync(GatewayFixture gateway)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {gateway.Token()}");
        await socket.ConnectAsync(new Uri($"ws://{gateway.Http.Authority}/crm/v1/customers"), TestContext.Current.CancellationToken);
        return socket;
    }
}
