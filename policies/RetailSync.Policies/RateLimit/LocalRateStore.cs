namespace RetailSync.Policies.RateLimit;

/// <summary>
/// Counts in this process, in fixed windows that start with a key's first request. Bounded: at most <paramref name="maxKeys"/> keys (default
/// 100,000). Keys whose windows are all over are dropped as others come; when there are none, the one goes that was not asked for longest.
/// </summary>
/// <remarks>Uses the clock's timestamps, so that setting the wall clock changes nothing. Safe to call from many threads.</remarks>
internal sealed class LocalRateStore(TimeProvider clock, int maxKeys = 100_000) : IRateStore
{
    private readonly RateCounters _counters = new(maxKeys);
    private readonly long _frequency = clock.TimestampFrequency;

    /// <summary>How many keys are counted at the moment.</summary>
    public int Count => _counters.Count;

    /// <inheritdoc/>
    public ValueTask<RateDecision> TakeAsync(RateKey key, RateWindows windows, int cost, bool countDenied, CancellationToken cancel)
    {
        var shard = _counters.ShardOf(key);
        lock (shard.Gate)
        {
            var now = clock.GetTimestamp();
            return new(shard.Find(key, windows.Count, now).Take(windows, cost, countDenied, now, _frequency));
        }
    }
}
