using Microsoft.Extensions.Time.Testing;
using RetailSync.Policies.RateLimit;

namespace RetailSync.Policies.Tests.RateLimit;

[Trait("Attack", "F38")]
public sealed class LocalRateStoreTests : RateStoreConformance
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Take_Always_CompletesAtOnce()
    {
        var windows = Windows(("burst", 1, 60));

        var taken = TakeAsync(new LocalRateStore(_clock), Key(windows, "web-shop"), windows);
        var atOnce = taken.IsCompletedSuccessfully;
        await taken;

        Assert.True(atOnce);
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

    internal override (IRateStore Store, Action<TimeSpan> Advance) Store()
    {
        var clock = new FakeTimeProvider();
        return (new LocalRateStore(clock), clock.Advance);
    }

    private sealed class JumpingClock : TimeProvider
    {
        public DateTimeOffset Wall { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => 1_000;
    }
}
