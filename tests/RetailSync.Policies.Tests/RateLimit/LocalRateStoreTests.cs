using CsCheck;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Policies.RateLimit;

namespace RetailSync.Policies.Tests.RateLimit;

[Trait("Attack", "F38")]
public sealed class LocalRateStoreTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Take_LimitReached_RefusesUntilTheWindowEnds()
    {
        var store = new LocalRateStore(_clock);
        var windows = Windows(("burst", 2, 60));
        var key = Key(windows, "web-shop");

        var first = await TakeAsync(store, key, windows);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var second = await TakeAsync(store, key, windows);
        var third = await TakeAsync(store, key, windows);
        _clock.Advance(TimeSpan.FromSeconds(50));
        var renewed = await TakeAsync(store, key, windows);

        Assert.Equal(new RateDecision(true, 0, 1, 60, 0, 0), first);
        Assert.Equal(new RateDecision(true, 0, 0, 50, 0, 0), second);
        Assert.Equal(new RateDecision(false, 0, 0, 50, 1, 50), third);
        Assert.Equal(new RateDecision(true, 0, 1, 60, 0, 0), renewed);
    }

    [Fact]
    public async Task Take_PartOfASecondLeft_RoundsUp()
    {
        var store = new LocalRateStore(_clock);
        var windows = Windows(("burst", 1, 2));
        var key = Key(windows, "web-shop");
        await TakeAsync(store, key, windows);

        _clock.Advance(TimeSpan.FromMilliseconds(1_001));
        var early = await TakeAsync(store, key, windows);
        _clock.Advance(TimeSpan.FromSeconds(early.WaitSeconds));
        var patient = await TakeAsync(store, key, windows);

        Assert.Equal(1, early.WaitSeconds);
        Assert.True(patient.IsAdmitted);
    }

    [Fact]
    public async Task Take_OneWindowFull_TakesFromNone()
    {
        var store = new LocalRateStore(_clock);
        var windows = Windows(("burst", 1, 1), ("daily", 10, 86_400));
        var key = Key(windows, "web-shop");
        await TakeAsync(store, key, windows);
        await TakeAsync(store, key, windows);
        await TakeAsync(store, key, windows);

        _clock.Advance(TimeSpan.FromSeconds(1));
        var next = await TakeAsync(store, key, windows);

        // Two of ten are gone, so eight are left of the day; the burst, with nothing left, is what is told.
        Assert.Equal(new RateDecision(true, 0, 0, 1, 0, 0), next);
        for (var left = 7; left >= 0; left--)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.True((await TakeAsync(store, key, windows)).IsAdmitted);
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0b10, (await TakeAsync(store, key, windows)).Violated);
    }

    [Fact]
    public async Task Take_CountDenied_TakesFromWindowsWithRoom()
    {
        var store = new LocalRateStore(_clock);
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
        var store = new LocalRateStore(_clock);
        var windows = Windows(("burst", 1, 60));
        await TakeAsync(store, Key(windows, "web-shop"), windows);

        var other = await TakeAsync(store, Key(windows, "store-pos"), windows);

        Assert.True(other.IsAdmitted);
    }

    [Fact]
    public async Task Take_WallClockJumps_ChangesNothing()
    {
        var clock = new JumpingClock();
        var store = new LocalRateStore(clock);
        var windows = Windows(("burst", 1, 60));
        await TakeAsync(store, Key(windows, "web-shop"), windows);

        clock.Wall = clock.Wall.AddYears(-1);
        var back = await TakeAsync(store, Key(windows, "web-shop"), windows);
        clock.Wall = clock.Wall.AddYears(5);
        var forth = await TakeAsync(store, Key(windows, "web-shop"), windows);

        Assert.False(back.IsAdmitted);
        Assert.False(forth.IsAdmitted);
    }

    [Fact]
    public async Task Take_FloodOfKeys_StaysBoundedAndKeepsTheHeavyCaller()
    {
        var store = new LocalRateStore(_clock, maxKeys: 1_000);
        var windows = Windows(("burst", 5, 3_600));
        var heavy = Key(windows, "heavy");
        for (var i = 0; i < 5; i++)
        {
            await TakeAsync(store, heavy, windows);
        }

        for (var i = 0; i < 20_000; i++)
        {
            await TakeAsync(store, Key(windows, $"flood-{i}"), windows);
            if (i % 100 == 0)
            {
                Assert.False((await TakeAsync(store, heavy, windows)).IsAdmitted);
            }
        }

        Assert.InRange(store.Count, 1, 1_000);
    }

    [Fact]
    public async Task Take_KeysGoneIdle_AreDropped()
    {
        var store = new LocalRateStore(_clock, maxKeys: 127);
        var windows = Windows(("burst", 5, 1));
        for (var i = 0; i < 64; i++)
        {
            await TakeAsync(store, Key(windows, $"old-{i}"), windows);
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 100; i++)
        {
            await TakeAsync(store, Key(windows, $"new-{i}"), windows);
        }

        Assert.Equal(100, store.Count);
    }

    [Fact]
    public async Task Take_HundredAtOnce_AdmitsExactlyTheLimit()
    {
        var store = new LocalRateStore(_clock);
        var windows = Windows(("burst", 37, 60), ("daily", 1_000, 86_400));
        var key = Key(windows, "web-shop");

        var decisions = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => TakeAsync(store, key, windows).AsTask())));

        Assert.Equal(37, decisions.Count(decision => decision.IsAdmitted));
    }

    /// <summary>Random requests, costs and pauses against a model that keeps every admitted request in a list.</summary>
    [Fact]
    public void Take_AnyHistory_AgreesWithTheModel()
    {
        var window = Gen.Select(Gen.Int[1, 20], Gen.Int[1, 30]);
        var step = Gen.Select(Gen.Int[0, 4_000], Gen.Int[0, 2]);
        Gen.Select(window.Array[1, 4], step.Array[1, 120], Gen.Int[1, 3], Gen.Bool).Sample((sizes, steps, cost, countDenied) =>
        {
            var clock = new FakeTimeProvider();
            var store = new LocalRateStore(clock);
            var windows = Windows([.. sizes.Select((size, i) => ($"w{i}", Math.Max(size.Item1, cost), size.Item2))]);
            var models = Enumerable.Range(0, 3).Select(_ => new RateModel(windows)).ToArray();
            var now = 0L;
            foreach (var (pause, caller) in steps)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                now += pause;
                var taken = store.TakeAsync(Key(windows, $"caller-{caller}"), windows, cost, countDenied, TestContext.Current.CancellationToken);
                Assert.True(taken.IsCompletedSuccessfully);
                models[caller].Check(taken.GetAwaiter().GetResult(), now, cost, countDenied);
            }
        });
    }

    private static ValueTask<RateDecision> TakeAsync(LocalRateStore store, RateKey key, RateWindows windows, bool countDenied = false) =>
        store.TakeAsync(key, windows, 1, countDenied, TestContext.Current.CancellationToken);

    private static RateWindows Windows(params (string Name, int Limit, int Seconds)[] windows) =>
        new([.. windows.Select(window => new RateWindow { Name = window.Name, Limit = window.Limit, Seconds = window.Seconds })]);

    private static RateKey Key(RateWindows windows, string consumer) => new(windows.PolicyHeader, "api:crm/customers", consumer, null, 0);

    private sealed class JumpingClock : TimeProvider
    {
        public DateTimeOffset Wall { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => 1_000;
    }
}
