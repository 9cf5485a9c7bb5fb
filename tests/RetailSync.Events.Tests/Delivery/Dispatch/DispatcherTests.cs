using RetailSync.Events.Delivery.Dispatch;

namespace RetailSync.Events.Tests.Delivery.Dispatch;

public class DispatcherTests
{
    private static readonly SendResult Ill = new(SendVerdict.Retry, "500", EndpointIsIll: true);
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TryTake_OneKey_SendsOneAfterAnother()
    {
        var dispatcher = With(new DispatcherOptions(), "a", "a");

        var first = Take(dispatcher);
        var meanwhile = Take(dispatcher);
        dispatcher.Finished(1, SendResult.Delivered, _now);
        var second = Take(dispatcher);

        Assert.Equal([1L, null, 2L], [first, meanwhile, second]);
    }

    [Fact]
    public void Finished_Retry_ParksTheKeyAndHoldsNoSlot()
    {
        var dispatcher = With(new DispatcherOptions { MaxConcurrency = 1 }, "a", "b");
        Take(dispatcher);

        dispatcher.Finished(1, new SendResult(SendVerdict.Retry, "400"), _now);

        Assert.Equal(2, Take(dispatcher));
        Assert.Equal(LaneState.Parked, dispatcher.Stuck.Single().State);
        Assert.InRange(dispatcher.Stuck.Single().DueAt - _now, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public void Finished_RetryAfterLongerThanTheWait_Binds()
    {
        var dispatcher = With(new DispatcherOptions(), "a");
        Take(dispatcher);

        dispatcher.Finished(1, new SendResult(SendVerdict.Retry, "409", TimeSpan.FromMinutes(3)), _now);

        Assert.Equal(_now + TimeSpan.FromMinutes(3), dispatcher.NextWake(_now));
    }

    [Fact]
    public void Finished_Throttled_HoldsTheEndpointAndCostsNoAttempt()
    {
        var dispatcher = With(new DispatcherOptions(), "a", "b");
        Take(dispatcher);
        dispatcher.Finished(1, new SendResult(SendVerdict.Throttled, "429", TimeSpan.FromSeconds(20)), _now);

        Assert.Null(Take(dispatcher));
        Assert.Equal(_now + TimeSpan.FromSeconds(20), dispatcher.NextWake(_now));
        _now += TimeSpan.FromSeconds(20);
        Assert.Equal(2, Take(dispatcher));
        Assert.True(dispatcher.TryTake(_now, out var again));
        Assert.Equal((1L, 1), (again.Event.Seq, again.Attempt));
    }

    [Fact]
    public void Finished_RetryAfterOfAYear_IsCut()
    {
        var dispatcher = With(new DispatcherOptions(), "a");
        Take(dispatcher);

        dispatcher.Finished(1, new SendResult(SendVerdict.Throttled, "429", TimeSpan.FromDays(365)), _now);

        Assert.Equal(_now + TimeSpan.FromHours(24), dispatcher.NextWake(_now));
    }

    [Fact]
    public void Breaker_SeveralKeysFail_OpensAndLetsOneTrialThrough()
    {
        var dispatcher = With(new DispatcherOptions { BreakerFailures = 2 }, "a", "b", "c", "d");
        Take(dispatcher);
        Take(dispatcher);
        dispatcher.Finished(1, Ill, _now);
        dispatcher.Finished(2, Ill, _now);

        Assert.Null(Take(dispatcher));
        _now += TimeSpan.FromSeconds(5);
        Assert.NotNull(Take(dispatcher));
        Assert.Null(Take(dispatcher));
    }

    [Fact]
    public void Breaker_TrialFails_StaysOpenTwiceAsLong()
    {
        var dispatcher = With(new DispatcherOptions { BreakerFailures = 1 }, "a", "b");
        Take(dispatcher);
        dispatcher.Finished(1, Ill, _now);
        _now += TimeSpan.FromSeconds(5);
        Take(dispatcher);

        dispatcher.Finished(2, Ill, _now);

        Assert.Equal(_now + TimeSpan.FromSeconds(10), dispatcher.BreakerOpenUntil);
    }

    [Fact]
    public void Breaker_OnePoisonKey_StaysClosed()
    {
        var dispatcher = With(new DispatcherOptions { BreakerFailures = 2 }, "a");
        for (var i = 0; i < 4; i++)
        {
            _now += TimeSpan.FromDays(1);
            Take(dispatcher);
            dispatcher.Finished(1, Ill, _now);
        }

        Assert.Null(dispatcher.BreakerOpenUntil);
    }

    [Fact]
    public void Finished_FailsForDays_IsDisabled()
    {
        var dispatcher = With(new DispatcherOptions(), "a");
        Take(dispatcher);
        dispatcher.Finished(1, Ill, _now);
        _now += TimeSpan.FromDays(5);
        Take(dispatcher);

        dispatcher.Finished(1, Ill, _now);

        Assert.Contains("5 days", dispatcher.DisabledBecause, StringComparison.Ordinal);
        Assert.Equal([1L], dispatcher.TakeCheckpoint().Pending);
    }

    [Fact]
    public void Append_StuckKeysFillTheWindow_GiveTheirEventsUp()
    {
        var dispatcher = With(new DispatcherOptions { Window = 3, Retry = new RetrySchedule([]) }, "a");
        Take(dispatcher);
        dispatcher.Finished(1, new SendResult(SendVerdict.Retry, "400"), _now);

        for (var seq = 2; seq <= 1_000; seq++)
        {
            Assert.True(dispatcher.TryMakeRoom());
            dispatcher.Append(new DispatchEvent(seq, seq % 2 == 0 ? "a" : "b", seq));
            if (Take(dispatcher) is { } sent)
            {
                dispatcher.Finished(sent, SendResult.Delivered, _now);
            }
        }

        var kept = dispatcher.TakeCheckpoint();
        Assert.Equal(1_000, kept.Position);
        Assert.True(kept.Pending.Count <= 3);
        Assert.Equal("a", Assert.Single(kept.Lanes).Key);
    }

    [Fact]
    public void MinInterval_RateIsAllowed_IsKept()
    {
        var dispatcher = With(new DispatcherOptions { MinInterval = TimeSpan.FromMilliseconds(600) }, "a", "b");

        var first = Take(dispatcher);
        var tooEarly = Take(dispatcher);
        _now += TimeSpan.FromMilliseconds(600);
        var second = Take(dispatcher);

        Assert.Equal([1L, null, 2L], [first, tooEarly, second]);
    }

    [Fact]
    public void Concurrency_Overload_HalvesOnceForEachRound()
    {
        var limit = new ConcurrencyLimit(32);
        for (var i = 0; i < 2_000; i++)
        {
            limit.Succeeded(_now, _now + TimeSpan.FromMilliseconds(10));
        }

        var before = limit.Current;
        limit.Overloaded(_now, _now + TimeSpan.FromSeconds(1));
        limit.Overloaded(_now, _now + TimeSpan.FromSeconds(1));

        Assert.Equal((32, 16), (before, limit.Current));
    }

    [Fact]
    public void Retry_Default_LastsALittleUnderThreeDays()
    {
        var waits = Enumerable.Range(1, 11).Select(attempt => RetrySchedule.Default.WaitAfter(attempt, 42)!.Value).ToList();

        Assert.Null(RetrySchedule.Default.WaitAfter(12, 42));
        Assert.All(waits.Zip(RetrySchedule.Default.Waits), pair => Assert.InRange(pair.First, pair.Second, pair.Second * 1.2));
        Assert.Equal(waits[3], RetrySchedule.Default.WaitAfter(4, 42));
        Assert.NotEqual(waits[3], RetrySchedule.Default.WaitAfter(4, 43));
    }

    private static Dispatcher With(DispatcherOptions options, params string[] keys)
    {
        var dispatcher = new Dispatcher(options, 0);
        for (var i = 0; i < keys.Length; i++)
        {
            dispatcher.Append(new DispatchEvent(i + 1, keys[i], i + 1));
        }

        return dispatcher;
    }

    private long? Take(Dispatcher dispatcher) => dispatcher.TryTake(_now, out var due) ? due.Event.Seq : null;
}
