using CsCheck;
using RetailSync.Policies.RateLimit;

namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>What every store of counters must do, wherever it counts.</summary>
public abstract class RateStoreConformance
{
    [Fact]
    public async Task Take_LimitReached_RefusesUntilTheWindowEnds()
    {
        var (store, advance) = Store();
        var windows = Windows(("burst", 2, 60));
        var key = Key(windows, "web-shop");

        var first = await TakeAsync(store, key, windows);
        advance(TimeSpan.FromSeconds(10));
        var second = await TakeAsync(store, key, windows);
        var third = await TakeAsync(store, key, windows);
        advance(TimeSpan.FromSeconds(50));
        var renewed = await TakeAsync(store, key, windows);

        Assert.Equal(new RateDecision(true, 0, 1, 60, 0, 0), first);
        Assert.Equal(new RateDecision(true, 0, 0, 50, 0, 0), second);
        Assert.Equal(new RateDecision(false, 0, 0, 50, 1, 50), third);
        Assert.Equal(new RateDecision(true, 0, 1, 60, 0, 0), renewed);
    }

    [Fact]
    public async Task Take_PartOfASecondLeft_RoundsUp()
    {
        var (store, advance) = Store();
        var windows = Windows(("burst", 1, 2));
        var key = Key(windows, "web-shop");
        await TakeAsync(store, key, windows);

        advance(TimeSpan.FromMilliseconds(1_001));
        var early = await TakeAsync(store, key, windows);
        advance(TimeSpan.FromSeconds(early.WaitSeconds));
        var patient = await TakeAsync(store, key, windows);

        Assert.Equal(1, early.WaitSeconds);
        Assert.True(patient.IsAdmitted);
    }

    [Fact]
    public async Task Take_OneWindowFull_TakesFromNone()
    {
        var (store, advance) = Store();
        var windows = Windows(("burst", 1, 1), ("daily", 10, 86_400));
        var key = Key(windows, "web-shop");
        await TakeAsync(store, key, windows);
        await TakeAsync(store, key, windows);
        await TakeAsync(store, key, windows);

        advance(TimeSpan.FromSeconds(1));
        var next = await TakeAsync(store, key, windows);

        // Two of ten are gone, so eight are left of the day; the burst, with nothing left, is what is told.
        Assert.Equal(new RateDecision(true, 0, 0, 1, 0, 0), next);
        for (var left = 7; left >= 0; left--)
        {
            advance(TimeSpan.FromSeconds(1));
            Assert.True((await TakeAsync(store, key, windows)).IsAdmitted);
        }

        advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0b10, (await TakeAsync(store, key, windows)).Violated);
    }

    [Fact]
    public async Task Take_CountDenied_TakesFromWindowsWithRoom()
    {
        var (store, _) = Store();
        var windows = Windows(("burst", 1, 10), ("daily", 2, 86_400));
        var key = Key(windows, "web-shop");
        await TakeAsync(store, key, windows, countDenied: true);

        var denied = await TakeAsync(store, key, windows, countDenied: true);

        // The refusal used up the day as well, so the day is what has to be waited for.
        Assert.Equal(new RateDecision(false, 1, 0, 86_400, 0b01, 86_400), denied);
    }

    [Fact]
    public async Task Take_OtherKey_CountsApart()
    {
        var (store, _) = Store();
        var windows = Windows(("burst", 1, 60));
        await TakeAsync(store, Key(windows, "web-shop"), windows);

        var other = await TakeAsync(store, Key(windows, "store-pos"), windows);

        Assert.True(other.IsAdmitted);
    }

    [Fact]
    public async Task Take_HundredAtOnce_AdmitsExactlyTheLimit()
    {
        var (store, _) = Store();
        var windows = Windows(("burst", 37, 60), ("daily", 1_000, 86_400));
        var key = Key(windows, "web-shop");

        var decisions = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => TakeAsync(store, key, windows).AsTask())));

        Assert.Equal(37, decisions.Count(decision => decision.IsAdmitted));
    }

    /// <summary>Random requests, costs and pauses against a model that keeps every admitted request in a list.</summary>
    [Fact]
    public Task Take_AnyHistory_AgreesWithTheModel()
    {
        var window = Gen.Select(Gen.Int[1, 20], Gen.Int[1, 30]);
        var step = Gen.Select(Gen.Int[0, 4_000], Gen.Int[0, 2], Gen.Int[1, 3]);
        return Gen.Select(window.Array[1, 4], step.Array[1, 120], Gen.Bool).SampleAsync(async (sizes, steps, countDenied) =>
        {
            var (store, advance) = Store();
            var windows = Windows([.. sizes.Select((size, i) => ($"w{i}", Math.Max(size.Item1, 3), size.Item2))]);
            var models = Enumerable.Range(0, 3).Select(_ => new RateModel(windows)).ToArray();
            var now = 0L;
            foreach (var (pause, caller, cost) in steps)
            {
                advance(TimeSpan.FromMilliseconds(pause));
                now += pause;
                var decision = await store.TakeAsync(Key(windows, $"caller-{caller}"), windows, cost, countDenied, CancellationToken.None);
                models[caller].Check(decision, now, cost, countDenied);
            }
        });
    }

    /// <summary>An empty store, and what lets its time pass.</summary>
    internal abstract (IRateStore Store, Action<TimeSpan> Advance) Store();

    internal static ValueTask<RateDecision> TakeAsync(IRateStore store, RateKey key, RateWindows windows, bool countDenied = false) =>
        store.TakeAsync(key, windows, 1, countDenied, TestContext.Current.CancellationToken);

    internal static RateWindows Windows(params (string Name, int Limit, int Seconds)[] windows) => Windows(RateLimitOptions.DefaultLeaseFrom, windows);

    internal static RateWindows Windows(int leaseFrom, params (string Name, int Limit, int Seconds)[] windows) =>
        new([.. windows.Select(window => new RateWindow { Name = window.Name, Limit = window.Limit, Seconds = window.Seconds })], leaseFrom);

    internal static RateKey Key(RateWindows windows, string consumer) => new(windows.PolicyHeader, "api:crm/customers", consumer, null, 0);
}
