using Microsoft.Extensions.Time.Testing;
using RetailSync.Store.Sqlite;

namespace RetailSync.Store.Tests.Sqlite;

/// <summary>The time by which what is kept grows old.</summary>
public sealed class AgingClockTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly SqliteFixture _fixture = new();
    private readonly WildClock _clock = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Time_NewFile_IsTheTimeOfDay()
    {
        await using var store = Open();

        Assert.Equal(new StoreTime(Morning, Morning), await store.TimeAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(72)]
    [InlineData(-72)]
    public async Task Time_ClockJumpsWhileOpen_OnlyTheTimeOfDayDoes(int hours)
    {
        await using var store = Open();

        _clock.Off = TimeSpan.FromHours(hours);
        _clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(new StoreTime(Morning.AddMinutes(3).AddHours(hours), Morning.AddMinutes(3)), await store.TimeAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(60, 60)]
    [InlineData(61, 60)]
    [InlineData(4_320, 60)]
    [InlineData(-1, 0)]
    [InlineData(-4_320, 0)]
    public async Task Time_AfterAStop_GoesOnByAnHourAtMost(int minutes, int expected)
    {
        await using (var first = Open())
        {
            _clock.Advance(TimeSpan.FromMinutes(10));
        }

        _clock.Off = TimeSpan.FromMinutes(minutes);
        await using var second = Open();

        Assert.Equal(Morning.AddMinutes(10 + expected), (await second.TimeAsync(TestContext.Current.CancellationToken)).Aging);
    }

    [Fact]
    public async Task Time_ClockJumpsBackAndForth_NeverGoesBack()
    {
        var before = Morning;
        foreach (var days in (int[])[0, 3, -3, 400, -400, 0])
        {
            _clock.Off = TimeSpan.FromDays(days);
            await using var store = Open();
            var now = (await store.TimeAsync(TestContext.Current.CancellationToken)).Aging;

            Assert.InRange(now, before, before + AgingClock.LongestGap);
            before = now;
        }
    }

    private SqliteStore Open() => _fixture.Open(_fixture.Options, _clock);

    private sealed class WildClock() : FakeTimeProvider(Morning)
    {
        public TimeSpan Off { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Off;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
