using RetailSync.Policies.RateLimit;
using RetailSync.Policies.Redis;
using StackExchange.Redis;

namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>One gateway's store, its clock and its way to the server.</summary>
internal sealed class RateNode : IRedisLink
{
    private readonly RateFleet _fleet;
    private bool _isAway;

    public RateNode(RateFleet fleet, int index)
    {
        _fleet = fleet;

        // No two machines have the same clock or were started at the same moment.
        Clock = new RateClock(index * 36_037_000_001, DateTimeOffset.UnixEpoch.AddYears(30 + (7 * index)));
        Store = new RedisRateStore(this, new RateLimitMetrics(fleet.Meters), Clock, new RateScript(() => fleet.ServerTime));
    }

    public RateClock Clock { get; }

    public RedisRateStore Store { get; }

    /// <summary>Whether the way to the server is known to be closed.</summary>
    public bool IsAway
    {
        get => _isAway;
        set
        {
            Connection += value ? 1 : 0;
            _isAway = value;
        }
    }

    public int Connection { get; private set; }

    /// <summary>The server that is asked instead of the real one.</summary>
    public IDatabase? Instead { get; set; }

    public int Failures { get; private set; }

    public IDatabase? Database => IsAway ? null : Instead ?? _fleet.Database;

    public string Prefix => _fleet.Prefix;

    public TimeSpan Timeout => TimeSpan.FromSeconds(10);

    public void Failed(Exception reason)
    {
        Failures++;
        IsAway = true;
    }

    public ValueTask<RateDecision> TakeAsync(RateKey key, RateWindows windows, int cost = 1, bool countDenied = false) =>
        Store.TakeAsync(key, windows, cost, countDenied, TestContext.Current.CancellationToken);
}
