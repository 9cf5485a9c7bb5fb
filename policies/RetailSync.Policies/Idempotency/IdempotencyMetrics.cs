using System.Diagnostics.Metrics;

namespace RetailSync.Policies.Idempotency;

/// <summary>What is refused for its key.</summary>
internal sealed class IdempotencyMetrics
{
    private readonly Counter<long> _refused;

    public IdempotencyMetrics(IMeterFactory meters) => _refused = meters.Create("RetailSync.Policies").CreateCounter<long>(
        "retailsync.idempotency.refused", "{request}", "Requests refused because their idempotency key was missing or malformed.");

    public void Missing() => _refused.Add(1, new KeyValuePair<string, object?>("reason", "missing"));

    public void Malformed() => _refused.Add(1, new KeyValuePair<string, object?>("reason", "malformed"));
}
