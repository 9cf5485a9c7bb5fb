using RetailSync.Gateway;

namespace RetailSync.Policies.Replays;

/// <summary>
/// A request with an idempotency key. It is put among the exchange's features by whoever reads the key, and used by whoever claims: what the request says is worked out only then,
/// from the body, which nobody reads for it before. One thread at a time.
/// </summary>
internal sealed class KeyedRequest(string scope, FingerprintKind kind, TimeSpan keep, TimeSpan longestWait)
{
    private IdempotencyClaim? _claim;

    /// <summary>What must be unique among the keys that are kept.</summary>
    public string Scope => scope;

    /// <summary>How long the caller may have itself kept waiting for another call's answer.</summary>
    public TimeSpan LongestWait => longestWait;

    /// <summary>What is claimed. The body has been read.</summary>
    public IdempotencyClaim ClaimOf(Exchange exchange) => exchange.IdempotencyKey = _claim ??= new IdempotencyClaim(scope, Fingerprint.Of(exchange, kind), keep);
}
