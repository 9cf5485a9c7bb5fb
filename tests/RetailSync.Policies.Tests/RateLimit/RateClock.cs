namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>One machine's clock: time that passes, and what its wall clock happens to say. Timers never ring; a test does what they would have done.</summary>
internal sealed class RateClock(long startedAt, DateTimeOffset wall) : TimeProvider
{
    private long _timestamp = startedAt;
    private DateTimeOffset _wall = wall;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan time) => (_timestamp, _wall) = (_timestamp + time.Ticks, _wall + time);

    /// <summary>Somebody sets the wall clock.</summary>
    public void SetWall(TimeSpan by) => _wall += by;

    public override long GetTimestamp() => _timestamp;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new SilentTimer();

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
