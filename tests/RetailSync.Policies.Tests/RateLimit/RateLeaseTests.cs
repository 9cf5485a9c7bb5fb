using RetailSync.Policies.RateLimit;

namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>Batches of a large limit: a hundredth, counted down without a question.</summary>
public sealed class RateLeaseTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private readonly RateWindows _hourly = RateStoreConformance.Windows(("hourly", 10_000, 3_600));

    [Theory]
    [InlineData(9_999, 0)]
    [InlineData(10_000, 100)]
    [InlineData(1_000_000, 10_000)]
    public void Batch_Limit_DecidesIt(int limit, int batch) => Assert.Equal(batch, RateStoreConformance.Windows(("hourly", limit, 3_600)).Batch);

    [Fact]
    public void Batch_OneSmallWindow_IsNone() => Assert.Equal(0, RateStoreConformance.Windows(("burst", 200, 10), ("hourly", 20_000, 3_600)).Batch);

    [Fact]
    public async Task Take_WithinABatch_AsksOnceAndTellsWhatIsLeft()
    {
        var fleet = redis.Fleet(1);
        var key = RateStoreConformance.Key(_hourly, "web-shop");

        var first = await fleet.Nodes[0].TakeAsync(key, _hourly);
        var second = fleet.Nodes[0].TakeAsync(key, _hourly);

        Assert.True(second.IsCompletedSuccessfully);
        Assert.Equal(new RateDecision(true, 0, 9_999, 3_600, 0, 0), first);
        Assert.Equal(new RateDecision(true, 0, 9_998, 3_600, 0, 0), await second);
        Assert.Equal(100, await UsedAsync(fleet, key));
    }

    [Fact]
    public async Task Take_ManyAtOnceOnThreeNodes_ReachesTheLimitWithFewQuestions()
    {
        using var fleet = redis.Fleet(3);
        using var measured = new Measured(fleet.Meters);
        var key = RateStoreConformance.Key(_hourly, "web-shop");

        var callers = Enumerable.Range(0, 60).Select(caller => Task.Run(async () =>
        {
            var admitted = 0;
            for (var i = 0; i < 200; i++)
            {
                admitted += (await fleet.Nodes[caller % 3].TakeAsync(key, _hourly)).IsAdmitted ? 1 : 0;
            }

            return admitted;
        }));
        var admitted = (await Task.WhenAll(callers)).Sum();

        Assert.InRange(admitted, 9_700, 10_000);
        Assert.InRange(measured["retailsync.rate_limit.store{by=server}"], 90, 1_500);
        Assert.Equal(0, measured["retailsync.rate_limit.store{by=local}"]);
    }

    [Fact]
    public async Task GiveBack_BatchUnused_GoesBackAtTheSecondLook()
    {
        var fleet = redis.Fleet(1);
        var key = RateStoreConformance.Key(_hourly, "web-shop");
        await fleet.Nodes[0].TakeAsync(key, _hourly);

        await fleet.Nodes[0].Store.GiveBackAsync(always: false);
        var afterOne = await UsedAsync(fleet, key);
        await fleet.Nodes[0].Store.GiveBackAsync(always: false);
        var afterTwo = await UsedAsync(fleet, key);

        Assert.Equal(100, afterOne);
        Assert.Equal(1, afterTwo);
    }

    [Fact]
    public async Task Dispose_BatchInUse_GoesBack()
    {
        var fleet = redis.Fleet(1);
        var key = RateStoreConformance.Key(_hourly, "web-shop");
        await fleet.Nodes[0].TakeAsync(key, _hourly, cost: 7);

        await fleet.Nodes[0].Store.DisposeAsync();

        Assert.Equal(7, await UsedAsync(fleet, key));
    }

    [Fact]
    public async Task Take_WindowOver_LeavesNothingOfTheBatch()
    {
        var fleet = redis.Fleet(1);
        var key = RateStoreConformance.Key(_hourly, "web-shop");
        await fleet.Nodes[0].TakeAsync(key, _hourly);
        fleet.Advance(3_600_000);

        var decision = await fleet.Nodes[0].TakeAsync(key, _hourly);

        Assert.Equal(new RateDecision(true, 0, 9_999, 3_600, 0, 0), decision);
        Assert.Equal(100, await UsedAsync(fleet, key));
    }

    [Fact]
    public async Task Take_ServerStartedAnew_DropsTheBatch()
    {
        var fleet = redis.Fleet(1);
        var node = fleet.Nodes[0];
        var key = RateStoreConformance.Key(_hourly, "web-shop");
        await node.TakeAsync(key, _hourly);
        (node.IsAway, node.IsAway) = (true, false);
        await fleet.ForgetAsync(key);

        await node.TakeAsync(key, _hourly);

        // One hundred for the next batch; the ninety-nine of the first are not used any more.
        Assert.Equal(100, await UsedAsync(fleet, key));
    }

    [Fact]
    public async Task Take_CostAboveTheBatch_IsGranted()
    {
        var fleet = redis.Fleet(1);
        var key = RateStoreConformance.Key(_hourly, "web-shop");

        var decision = await fleet.Nodes[0].TakeAsync(key, _hourly, cost: 5_000);

        Assert.Equal(new RateDecision(true, 0, 5_000, 3_600, 0, 0), decision);
    }

    private static async Task<int> UsedAsync(RateFleet fleet, RateKey key) =>
        int.Parse(((string?)await fleet.Database.StringGetAsync(key.NameOn(fleet.Prefix)))!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
}
