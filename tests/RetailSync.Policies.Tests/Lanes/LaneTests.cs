using Microsoft.Extensions.DependencyInjection;
using RetailSync.Policies.Lanes;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Lanes;

/// <summary>How changes of one thing wait for each other, over sockets.</summary>
public sealed class LaneTests : IDisposable
{
    private const string Contract = """
        openapi: 3.1.0
        info: {title: Orders, version: 1.0.0}
        security: [{oauth: [crm.write]}]
        paths:
          /orders:
            put: {operationId: putByBody, x-retailsync-event: {type: retail.order.changed.v1, key: 'request:/id', data: none}, requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'200': {description: Ok.}}}
            post: {operationId: placeOrder, x-retailsync-event: {type: retail.order.placed.v1, key: 'response:/id', data: none}, responses: {'201': {description: Ok., content: {application/json: {schema: {type: object}}}}}}
          /orders/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            put: {operationId: putOrder, x-retailsync-event: {type: retail.order.changed.v1, key: 'path:id', data: none}, responses: {'200': {description: Ok.}}}
            delete: {operationId: dropOrder, x-retailsync-event: {type: retail.order.dropped.v1, key: 'path:id', data: none}, responses: {'200': {description: Ok.}}}
          /refunds:
            post: {operationId: refund, responses: {'201': {description: Ok.}}}
        components:
          securitySchemes:
            oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'http://localhost/t', scopes: {crm.write: Change.}}}}
        """;

    private readonly SemaphoreSlim _gate = new(0);
    private int _inside;
    private int _most;

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task Changes_OfOneThing_GoOneAfterAnotherInOrder()
    {
        await using var gateway = await StartAsync();

        var calls = new List<Task<JournalAnswer>>();
        for (var i = 0; i < 5; i++)
        {
            calls.Add(gateway.SendAsync(Put("1", $$"""{"n":{{i}}}""")));
            await WaitAsync(gateway, waiting: i);
        }

        _gate.Release(5);
        var answers = await Task.WhenAll(calls);

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $$"""{"n":{{i}}}"""), gateway.Upstream.Requests.Select(request => request.Text));
        Assert.Equal(1, _most);
        Assert.All(gateway.Journal.Claims, claim => Assert.Equal("order:1", claim.Lane));
        Assert.Equal((0, 0), Lanes(gateway));
    }

    [Theory]
    [InlineData("/orders/2", "PUT", """{"n":2}""", "order:2")]
    [InlineData("/orders", "PUT", """{"id":"3"}""", "order:3")]
    [InlineData("/orders", "POST", """{"id":"1"}""", null)]
    [InlineData("/orders/1", "DELETE", "", null)]
    [InlineData("/refunds", "POST", "{}", null)]
    public async Task Change_OfSomethingElse_DoesNotWait(string path, string method, string body, string? lane)
    {
        await using var gateway = await StartAsync("""{ "Unordered": ["dropOrder"] }""");
        var first = gateway.SendAsync(Put("1"));
        await gateway.Upstream.WaitForRequestsAsync(1);

        var other = gateway.SendAsync(JournalGateway.Request(null, body, path, method));
        await gateway.Upstream.WaitForRequestsAsync(2);
        _gate.Release(2);
        await Task.WhenAll(first, other);

        Assert.Equal(lane, gateway.Journal.Claims.Last().Lane);
    }

    [Fact]
    public async Task Change_ByBody_WaitsForThatByPath()
    {
        await using var gateway = await StartAsync();
        var first = gateway.SendAsync(Put("1"));
        await gateway.Upstream.WaitForRequestsAsync(1);

        var second = gateway.SendAsync(JournalGateway.Request(null, """{"id":1}""", "/orders", "PUT"));
        await WaitAsync(gateway, waiting: 1);
        _gate.Release(2);
        await Task.WhenAll(first, second);

        Assert.Equal((1, """{"id":1}"""), (_most, gateway.Upstream.Requests[1].Text));
    }

    [Fact]
    public async Task Change_TooDeep_IsRefused()
    {
        await using var gateway = await StartAsync("""{ "MaxDepth": 1 }""");
        var calls = new List<Task<JournalAnswer>> { gateway.SendAsync(Put("1")) };
        await gateway.Upstream.WaitForRequestsAsync(1);
        calls.Add(gateway.SendAsync(Put("1")));
        await WaitAsync(gateway, waiting: 1);

        var refused = await gateway.SendAsync(Put("1"));
        _gate.Release(2);
        await Task.WhenAll(calls);

        Assert.Equal((503, "lane-full", "1"), (refused.Status, refused.Problem, refused["Retry-After"]));
        Assert.Equal(2, gateway.Calls);
    }

    [Fact]
    public async Task Change_TooLongWaited_IsRefusedAndLeavesTheLine()
    {
        await using var gateway = await StartAsync("""{ "MaxWaitSeconds": 1 }""");
        var first = gateway.SendAsync(Put("1"));
        await gateway.Upstream.WaitForRequestsAsync(1);

        var refused = await gateway.SendAsync(Put("1"));
        var waiting = Lanes(gateway);
        _gate.Release(2);
        await first;
        var next = await gateway.SendAsync(Put("1"));

        Assert.Equal((503, "lane-full"), (refused.Status, refused.Problem));
        Assert.Equal((1, 0), waiting);
        Assert.Equal((200, 2), (next.Status, gateway.Calls));
    }

    [Fact]
    public async Task Waiter_Gone_IsSkipped()
    {
        await using var gateway = await StartAsync();
        using var gone = new CancellationTokenSource();
        var first = gateway.SendAsync(Put("1"));
        await gateway.Upstream.WaitForRequestsAsync(1);
        var second = gateway.SendUntilAsync(Put("1", "gone"), gone.Token);
        await WaitAsync(gateway, waiting: 1);
        var third = gateway.SendAsync(Put("1", """{"n":3}"""));
        await WaitAsync(gateway, waiting: 2);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await WaitAsync(gateway, waiting: 1);
        _gate.Release(2);
        await Task.WhenAll(first, third);

        Assert.Equal(["{}", """{"n":3}"""], gateway.Upstream.Requests.Select(request => request.Text));
        Assert.Equal(2, gateway.Journal.Claims.Count);
    }

    [Fact]
    public async Task Change_AfterAnUnknownOne_IsBlocked()
    {
        await using var gateway = await StartAsync(upstream: FakeUpstream.ClosesAfterReading());

        var first = await gateway.SendAsync(Put("1"));
        var next = await gateway.SendAsync(Put("1"));
        var other = await gateway.SendAsync(Put("2"));

        Assert.Equal((504, "outcome-unknown"), (first.Status, first.Problem));
        Assert.Equal((409, "key-blocked", first["Location"]), (next.Status, next.Problem, next["Location"]));
        Assert.Equal((504, 2), (other.Status, gateway.Calls));
    }

    private static HttpRequestMessage Put(string id, string body = "{}") => JournalGateway.Request(null, body, $"/orders/{id}", "PUT");

    private static (int Open, int Waiting) Lanes(JournalGateway gateway) =>
        gateway.Fixture.Host.Services.GetRequiredService<LaneTable>() is var lanes ? (lanes.Lanes, lanes.Waiters) : default;

    private static Task<string> WaitAsync(JournalGateway gateway, int waiting) => Deadline.UntilAsync(() => Task.FromResult(Lanes(gateway) == (1, waiting) ? "" : null), $"{waiting} changes wait");

    private Task<JournalGateway> StartAsync(string lane = "{}", FakeUpstream? upstream = null) => JournalGateway.StartAsync(
        upstream: upstream ?? FakeUpstream.Handles(async context =>
        {
            _most = Math.Max(_most, Interlocked.Increment(ref _inside));
            await _gate.WaitAsync(context.RequestAborted);
            Interlocked.Decrement(ref _inside);
        }),
        policies: $$"""{ "lane": {{lane}}, "journal": {} }""",
        contract: Contract);
}
