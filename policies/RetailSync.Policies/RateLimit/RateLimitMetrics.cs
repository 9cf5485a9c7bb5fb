using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RetailSync.Policies.RateLimit;

/// <summary>What rate limits count.</summary>
internal sealed class RateLimitMetrics
{
    private static readonly KeyValuePair<string, object?> AdmittedTag = new("result", "admitted");
    private static readonly KeyValuePair<string, object?> DeniedTag = new("result", "denied");
    private static readonly KeyValuePair<string, object?> ShadowTag = new("result", "shadow");

    private static readonly KeyValuePair<string, object?> ServerTag = new("by", "server");
    private static readonly KeyValuePair<string, object?> LeaseTag = new("by", "lease");
    private static readonly KeyValuePair<string, object?> RememberedTag = new("by", "remembered");
    private static readonly KeyValuePair<string, object?> LocalTag = new("by", "local");

    private readonly Counter<long> _decisions;
    private readonly Counter<long> _store;

    public RateLimitMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("RetailSync.Policies");
        _decisions = meter.CreateCounter<long>(
            "retailsync.rate_limit.decisions", "{request}", "Requests by what the rate limit decided: admitted, denied, or let through in shadow mode although denied.");
        _store = meter.CreateCounter<long>(
            "retailsync.rate_limit.store", "{request}", "Where counters are shared, requests by who decided: the server, a batch leased from it, its remembered refusal, or this gateway alone.");
    }

    public void Admitted() => _decisions.Add(1, AdmittedTag);

    public void Denied() => _decisions.Add(1, DeniedTag);

    public void Shadowed() => _decisions.Add(1, ShadowTag);

    public void DecidedBy(RateSource source) => _store.Add(1, source switch
    {
        RateSource.Server => ServerTag,
        RateSource.Lease => LeaseTag,
        RateSource.Remembered => RememberedTag,
        RateSource.Local => LocalTag,
        _ => throw new UnreachableException($"Rate source {source} has no label."),
    });
}
