using System.Net;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;
using StackExchange.Redis;

namespace RetailSync.Gateway.Tests.RateLimits;

/// <summary>Whole gateways and a real redis-server, over real sockets.</summary>
[Collection(Alone.Name)]
public sealed class SharedLimitTests
{
    private const string List = "/crm/v1/customers";
    private const string One = "/crm/v1/customers/17";

    [Fact]
    public async Task ThreeGateways_ThousandRequestsAtOnce_AdmitTheLimitTogether()
    {
        // A machine that is busy with a thousand new connections answers late; that is not what is tested here.
        await using var sharing = await SharingGateways.StartAsync(timeoutMilliseconds: 5_000);

        var statuses = await sharing.GetManyAsync(1_000, List);

        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{status}"));
        Assert.InRange(statuses.Count(status => status is HttpStatusCode.OK), 100, 102);
        Assert.Equal(0, await sharing.DecidedAsync("local"));
    }

    [Fact]
    public async Task ThreeGateways_ServerStopsAndStarts_KeepTheLimitEachAndAreExactAgain()
    {
        await using var sharing = await SharingGateways.StartAsync(timeoutMilliseconds: 1_000);
        var before = await sharing.GetManyAsync(30, List);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await sharing.Redis.StopAsync();
        var callers = Enumerable.Range(0, 3).Select(gateway => CallUntilAsync(sharing, gateway, enough.Token)).ToArray();
        await sharing.UntilRedisIsAsync(up: false);
        await SomeMoreDecidedAsync(sharing, "local");
        await sharing.Redis.StartAsync();
        var startedAt = TimeProvider.System.GetTimestamp();
        await sharing.UntilRedisIsAsync(up: true);
        var back = TimeProvider.System.GetElapsedTime(startedAt);
        await SomeMoreDecidedAsync(sharing, "remembered");
        await enough.CancelAsync();
        var statuses = await Task.WhenAll(callers);

        Assert.All(statuses.SelectMany(each => each), status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{status}"));
        Assert.All(before, status => Assert.Equal(HttpStatusCode.OK, status));

        // Ten of each gateway's hundred came before. It knows of up to thirty that were gone by then, and goes on from there.
        Assert.All(statuses, each => Assert.InRange(each.Count(status => status is HttpStatusCode.OK), 70, 90));
        Assert.InRange(back.TotalSeconds, 0, 5);

        // One window later, every gateway asks the server again and they count together.
        await Deadline.UntilAsync(
            () => Task.FromResult(TimeProvider.System.GetElapsedTime(startedAt) > back + TimeSpan.FromSeconds(SharingGateways.WindowSeconds) ? "over" : null),
            "one window passes");
        var exact = await sharing.GetManyAsync(300, One);
        Assert.Equal(100, exact.Count(status => status is HttpStatusCode.OK));
        Assert.Equal(200, exact.Count(status => status is HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task ServerStalls_Requests_WaitOnceAndNotEachTime()
    {
        await using var sharing = await SharingGateways.StartAsync(timeoutMilliseconds: 200);
        await sharing.GetAsync(0, One);
        await sharing.Redis.PauseAsync();

        var startedAt = TimeProvider.System.GetTimestamp();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 60; i++)
        {
            statuses.Add(await sharing.GetAsync(0, One));
        }

        var took = TimeProvider.System.GetElapsedTime(startedAt);
        await sharing.Redis.ResumeAsync();
        await sharing.UntilRedisIsAsync(up: true);

        // Sixty waits would take twelve seconds.
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.InRange(took.TotalSeconds, 0.19, 6);
    }

    [Fact]
    public async Task Start_NoServer_ServesAndSharesOnceItIsThere()
    {
        var redis = await RedisServer.StartNewAsync();
        await redis.StopAsync();
        await using var gateway = await GatewayFixture.StartAsync(
            policies: """{ "rate-limit": { "Windows": [{ "Name": "one", "Limit": 1, "Seconds": 3600 }] } }""",
            arguments: [$"--Redis:Connection={redis.Address}"]);
        var client = gateway.Client();

        using var first = await client.GetAsync(new Uri(List, UriKind.Relative), TestContext.Current.CancellationToken);
        using var second = await client.GetAsync(new Uri(List, UriKind.Relative), TestContext.Current.CancellationToken);
        await redis.StartAsync();
        await Deadline.UntilAsync(async () => await gateway.MetricAsync("retailsync_redis_up") > 0 ? "up" : null, "the gateway finds the server");
        await redis.DisposeAsync();

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal(2, await gateway.MetricAsync("retailsync_rate_limit_store_total", ("by", "local")));
    }

    [Fact]
    public async Task Stop_BatchInHand_IsGivenBack()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using (var gateway = await GatewayFixture.StartAsync(
            policies: """{ "rate-limit": { "Windows": [{ "Name": "hourly", "Limit": 10000, "Seconds": 3600 }] } }""",
            arguments: [$"--Redis:Connection={redis.Address}", "--Redis:Prefix=shop:"]))
        {
            await Deadline.UntilAsync(async () => await gateway.MetricAsync("retailsync_redis_up") > 0 ? "up" : null, "the gateway finds the server");
            using var answer = await gateway.Client().GetAsync(new Uri(List, UriKind.Relative), TestContext.Current.CancellationToken);
        }

        await using var client = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var key = Assert.Single(client.GetServer(redis.Address).Keys(pattern: "shop:rate:*"));
        Assert.EndsWith(" 1", await client.GetDatabase().StringGetAsync(key), StringComparison.Ordinal);
    }

    private static async Task<List<HttpStatusCode>> CallUntilAsync(SharingGateways sharing, int gateway, CancellationToken enough)
    {
        var statuses = new List<HttpStatusCode>();
        while (!enough.IsCancellationRequested && statuses.Count < 200_000)
        {
            statuses.AddRange(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => sharing.GetAsync(gateway, List))));
        }

        return statuses;
    }

    private static async Task SomeMoreDecidedAsync(SharingGateways sharing, string by)
    {
        var before = await sharing.DecidedAsync(by);
        await Deadline.UntilAsync(async () => await sharing.DecidedAsync(by) > before + 50 ? "enough" : null, $"more is decided by '{by}'");
    }
}
