using System.Diagnostics.Metrics;

namespace RetailSync.Policies.RateLimit;

/// <summary>What rate limits count.</summary>
internal sealed class RateLimitMetrics
{
    private static readonly KeyValuePair<string, object?> AdmittedTag = new("result", "admitted");
    private static readonly KeyValuePair<string, object?> DeniedTag = new("result", "denied");
    private static readonly KeyValuePair<string, object?> ShadowTag = new("result", "shadow");

    private readonly Counter<long> _decisions;

    public RateLimitMetrics(IMeterFactory meters) => _decisions = meters.Create("RetailSync.Policies").CreateCounter<long>(
        "retailsync.rate_limit.decisions", "{request}", "Requests by what the rate limit decided: admitted, denied, or let through in shadow mode although denied.");

    public void Admitted() => _decisions.Add(1, AdmittedTag);

    public void Denied() => _decisions.Add(1, DeniedTag);

    public void Shadowed() => _decisions.Add(1, ShadowTag);
}
