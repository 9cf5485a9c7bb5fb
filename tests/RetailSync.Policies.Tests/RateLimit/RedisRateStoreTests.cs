using RetailSync.Policies.RateLimit;

namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>The store that gateways share, on a real server: the same rules as the local one, and those of sharing.</summary>
public sealed class RedisRateStoreTests(RedisFixture redis) : RateStoreConformance, IClassFixture<RedisFixture>
{
    private readonly RateWindows _burst = Windows(("burst", 100, 60));

    [Fact]
    public async Task Take_ThreeNodesAtOnce_AdmitTheLimitTogether()
    {
        var fleet = redis.Fleet(3);
        var key = Key(_burst, "web-shop");

        var decisions = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Task.Run(() => fleet.Nodes[i % 3].TakeAsync(key, _burst).AsTask())));

        Assert.Equal(100, decisions.Count(decision => decision.IsAdmitted));
        Assert.All(fleet.Nodes, node => Assert.Equal(0, node.Failures));
    }

    [Fact]
    public async Task Take_RefusedOnce_DoesNotAskTheServerAgain()
    {
        var fleet = redis.Fleet(2);
        var windows = Windows(("burst", 1, 60));
        var key = Key(windows, "web-shop");
        await fleet.Nodes[0].TakeAsync(key, windows);
        await fleet.Nodes[1].TakeAsync(key, windows);

        var refused = fleet.Nodes[1].TakeAsync(key, windows);

        Assert.True(refused.IsCompletedSuccessfully);
        Assert.Equal(new RateDecision(false, 0, 0, 60, 1, 60), await refused);
    }

    [Fact]
    public async Task Take_Away_GoesOnFromWhatIsKnown()
    {
        var fleet = redis.Fleet(2);
        var key = Key(_burst, "web-shop");
        await TakeManyAsync(fleet.Nodes[0], key, 30);
        await TakeManyAsync(fleet.Nodes[1], key, 20);

        fleet.Nodes[0].IsAway = fleet.Nodes[1].IsAway = true;

        // The first was last told when 30 were gone, the second when 50 were.
        Assert.Equal(70, await TakeManyAsync(fleet.Nodes[0], key, 200));
        Assert.Equal(50, await TakeManyAsync(fleet.Nodes[1], key, 200));
    }

    [Fact]
    public async Task Take_ServerComesBackEmpty_StillKeepsTheRunningWindow()
    {
        var fleet = redis.Fleet(1);
        var node = fleet.Nodes[0];
        var key = Key(_burst, "web-shop");
        await TakeManyAsync(node, key, 40);
        node.IsAway = true;
        fleet.Advance(10_000);
        await TakeManyAsync(node, key, 40);
        await fleet.ForgetAsync(key);
        node.IsAway = false;

        var rest = await TakeManyAsync(node, key, 200);
        var refused = await node.TakeAsync(key, _burst);

        Assert.Equal(20, rest);
        Assert.Equal(50, refused.WaitSeconds);
    }

    [Fact]
    public async Task Take_OneWindowAfterItCameBack_IsExactAgain()
    {
        var fleet = redis.Fleet(3);
        var key = Key(_burst, "web-shop");
        foreach (var node in fleet.Nodes)
        {
            node.IsAway = true;
            await TakeManyAsync(node, key, 60);
            node.IsAway = false;
        }

        fleet.Advance(60_000);
        var admitted = 0;
        foreach (var node in fleet.Nodes)
        {
            admitted += await TakeManyAsync(node, key, 60);
        }

        Assert.Equal(100, admitted);
    }

    [Fact]
    public async Task Take_ConnectionFails_DecidesHereAndSaysSo()
    {
        var fleet = redis.Fleet(1);
        var node = fleet.Nodes[0];
        var key = Key(_burst, "web-shop");
        await TakeManyAsync(node, key, 99);
        node.Instead = redis.Nowhere;

        var last = await node.TakeAsync(key, _burst);
        var refused = await node.TakeAsync(key, _burst);

        Assert.Equal(new RateDecision(true, 0, 0, 60, 0, 0), last);
        Assert.False(refused.IsAdmitted);
        Assert.Equal(1, node.Failures);
    }

    [Fact]
    public async Task Take_KeyHoldsSomethingElse_DecidesHereAndDoesNotBlameTheServer()
    {
        var fleet = redis.Fleet(1);
        var windows = Windows(("burst", 2, 60));
        var key = Key(windows, "web-shop");
        await fleet.Database.ListLeftPushAsync(key.NameOn(fleet.Prefix), "odd");

        var admitted = await TakeManyAsync(fleet.Nodes[0], key, 5, windows);

        Assert.Equal(2, admitted);
        Assert.Equal(0, fleet.Nodes[0].Failures);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("99999999999999999999 7 3")]
    public async Task Take_KeyHoldsNonsense_StartsAnew(string text)
    {
        var fleet = redis.Fleet(1);
        var windows = Windows(("burst", 10, 60));
        var key = Key(windows, "web-shop");
        await fleet.Database.StringSetAsync(key.NameOn(fleet.Prefix), text);

        var decision = await fleet.Nodes[0].TakeAsync(key, windows);

        Assert.True(decision.IsAdmitted);
        Assert.Equal(60, decision.ResetSeconds);
    }

    [Fact]
    public async Task Take_ServersClockSetBack_LastsOneWindowAtMost()
    {
        var fleet = redis.Fleet(2);
        var windows = Windows(("burst", 1, 60));
        var key = Key(windows, "web-shop");
        await fleet.Nodes[0].TakeAsync(key, windows);

        fleet.SetServerClock(-3_600_000);
        var refused = await fleet.Nodes[1].TakeAsync(key, windows);
        fleet.Advance(60_000);
        var renewed = await fleet.Nodes[1].TakeAsync(key, windows);

        Assert.Equal(new RateDecision(false, 0, 0, 60, 1, 60), refused);
        Assert.True(renewed.IsAdmitted);
    }

    [Fact]
    public async Task Take_ServersClockSetForth_GivesNoGatewayMoreThanItsWindow()
    {
        var fleet = redis.Fleet(1);
        var windows = Windows(("burst", 1, 60));
        var key = Key(windows, "web-shop");
        await fleet.Nodes[0].TakeAsync(key, windows);

        fleet.SetServerClock(3_600_000);
        var refused = await fleet.Nodes[0].TakeAsync(key, windows);

        Assert.Equal(new RateDecision(false, 0, 0, 60, 1, 60), refused);
    }

    [Fact]
    public async Task Take_ServersOwnTime_CountsAndExpires()
    {
        var fleet = redis.Fleet(1);
        var windows = Windows(("burst", 5, 60), ("daily", 50, 86_400));
        var key = Key(windows, "web-shop");
        await using var store = new RedisRateStore(fleet.Nodes[0], new RateLimitMetrics(fleet.Meters), TimeProvider.System);

        var decision = await TakeAsync(store, key, windows);
        var life = await fleet.Database.KeyTimeToLiveAsync(key.NameOn(fleet.Prefix));

        Assert.Equal(new RateDecision(true, 0, 4, 60, 0, 0), decision);
        Assert.InRange(life!.Value.TotalSeconds, 86_300, 86_400);
    }

    [Fact]
    public async Task Take_ScriptsFlushed_GoesOn()
    {
        var fleet = redis.Fleet(1);
        var key = Key(_burst, "web-shop");
        await TakeManyAsync(fleet.Nodes[0], key, 1);
        await fleet.Database.ExecuteAsync("SCRIPT", "FLUSH");

        var decision = await fleet.Nodes[0].TakeAsync(key, _burst);

        Assert.Equal(98, decision.Remaining);
        Assert.Equal(0, fleet.Nodes[0].Failures);
    }

    [Fact]
    public async Task Take_Decisions_AreCountedByWhoDecided()
    {
        var fleet = redis.Fleet(1);
        using var measured = new Measured(fleet.Meters);
        var (small, large) = (Windows(("burst", 1, 60)), Windows(("hourly", 10_000, 3_600)));
        await TakeManyAsync(fleet.Nodes[0], Key(small, "web-shop"), 4, small);
        await TakeManyAsync(fleet.Nodes[0], Key(large, "web-shop"), 51, large);
        fleet.Nodes[0].IsAway = true;
        await TakeManyAsync(fleet.Nodes[0], Key(large, "web-shop"), 7, large);

        Assert.Equal(2, measured["retailsync.rate_limit.store{by=server}"]);
        Assert.Equal(3, measured["retailsync.rate_limit.store{by=remembered}"]);
        Assert.Equal(50, measured["retailsync.rate_limit.store{by=lease}"]);
        Assert.Equal(7, measured["retailsync.rate_limit.store{by=local}"]);
    }

    internal override (IRateStore Store, Action<TimeSpan> Advance) Store()
    {
        var fleet = redis.Fleet(1);
        return (fleet.Nodes[0].Store, time => fleet.Advance((long)time.TotalMilliseconds));
    }

    private Task<int> TakeManyAsync(RateNode node, RateKey key, int requests) => TakeManyAsync(node, key, requests, _burst);

    private static async Task<int> TakeManyAsync(RateNode node, RateKey key, int requests, RateWindows windows)
    {
        var admitted = 0;
        for (var i = 0; i < requests; i++)
        {
            admitted += (await node.TakeAsync(key, windows)).IsAdmitted ? 1 : 0;
        }

        return admitted;
    }
}
