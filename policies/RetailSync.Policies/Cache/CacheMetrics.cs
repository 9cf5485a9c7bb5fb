using System.Diagnostics.Metrics;

namespace RetailSync.Policies.Cache;

/// <summary>What the cache counts.</summary>
internal sealed class CacheMetrics
{
    private static readonly KeyValuePair<string, object?> HitTag = new("result", "hit");
    private static readonly KeyValuePair<string, object?> MissTag = new("result", "miss");
    private static readonly KeyValuePair<string, object?> StaleTag = new("result", "stale");
    private static readonly KeyValuePair<string, object?> DroppedTag = new("result", "dropped");
    private static readonly KeyValuePair<string, object?> ChangingTag = new("result", "changing");
    private static readonly KeyValuePair<string, object?> BypassedTag = new("result", "bypassed");
    private static readonly KeyValuePair<string, object?> HeldTag = new("result", "held");
    private static readonly KeyValuePair<string, object?> ReplacedTag = new("result", "replaced");
    private static readonly KeyValuePair<string, object?> FailedTag = new("result", "failed");
    private static readonly KeyValuePair<string, object?> StoodInTag = new("result", "stood-in");
    private static readonly KeyValuePair<string, object?> KnownTag = new("outcome", "known");
    private static readonly KeyValuePair<string, object?> UnknownTag = new("outcome", "unknown");

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _revalidations;
    private readonly Counter<long> _stored;
    private readonly Counter<long> _evicted;
    private readonly Counter<long> _changes;

    public CacheMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("RetailSync.Policies");
        _requests = _meter.CreateCounter<long>(
            "retailsync.cache.requests", "{request}", "Requests for operations whose answers may be kept, by what was found: hit, miss, stale, dropped by a change, changing just now, or bypassed.");
        _revalidations = _meter.CreateCounter<long>(
            "retailsync.cache.revalidations", "{request}", "Stale answers by what the system said about them: held, replaced, failed, or failed and the stale answer stood in.");
        _stored = _meter.CreateCounter<long>("retailsync.cache.stored", "{answer}", "Answers that were kept, confirmed ones included.");
        _evicted = _meter.CreateCounter<long>("retailsync.cache.evicted", "{answer}", "Kept answers that were dropped to make room.");
        _changes = _meter.CreateCounter<long>("retailsync.cache.changes", "{change}", "Changes that dropped what was kept of their resource, by whether their outcome is known.");
    }

    public void Hit() => _requests.Add(1, HitTag);

    public void Missed() => _requests.Add(1, MissTag);

    public void Stale() => _requests.Add(1, StaleTag);

    public void Dropped() => _requests.Add(1, DroppedTag);

    public void Changing() => _requests.Add(1, ChangingTag);

    public void Bypassed() => _requests.Add(1, BypassedTag);

    public void Held() => _revalidations.Add(1, HeldTag);

    public void Replaced() => _revalidations.Add(1, ReplacedTag);

    public void Failed() => _revalidations.Add(1, FailedTag);

    public void StoodIn() => _revalidations.Add(1, StoodInTag);

    public void Stored() => _stored.Add(1);

    public void Evicted(int count)
    {
        if (count > 0)
        {
            _evicted.Add(count);
        }
    }

    public void Changed(bool isKnown) => _changes.Add(1, isKnown ? KnownTag : UnknownTag);

    /// <summary>Shows how many bytes are kept.</summary>
    public void Watch(Func<long> bytes) => _meter.CreateObservableUpDownCounter("retailsync.cache.bytes", bytes, "By", "What all kept answers take together.");
}
