using System.Diagnostics.Metrics;

namespace RetailSync.Policies.Redis;

/// <summary>Whether the shared server is there.</summary>
internal sealed class RedisMetrics
{
    private static readonly KeyValuePair<string, object?> UpTag = new("to", "up");
    private static readonly KeyValuePair<string, object?> DownTag = new("to", "down");

    private readonly Counter<long> _changes;
    private volatile int _isUp;

    public RedisMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("RetailSync.Policies");
        _changes = meter.CreateCounter<long>("retailsync.redis.changes", "{change}", "How often the shared Redis server came (up) or was lost (down).");
        meter.CreateObservableGauge("retailsync.redis.up", () => _isUp, "{server}", "1 while the shared Redis server answers, 0 while this gateway goes on by itself.");
    }

    public void Changed(bool isUp)
    {
        _isUp = isUp ? 1 : 0;
        _changes.Add(1, isUp ? UpTag : DownTag);
    }
}
