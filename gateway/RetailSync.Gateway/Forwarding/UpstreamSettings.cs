namespace RetailSync.Gateway.Forwarding;

/// <summary>What was worked out from a cluster's <c>Upstream</c> section. Immutable.</summary>
/// <param name="Credential">What the gateway shows the system; null: nothing.</param>
/// <param name="ForwardAuthorization">Whether the client's own <c>Authorization</c> goes upstream.</param>
/// <param name="ForwardCookies">Whether cookies pass in both directions.</param>
/// <param name="TellConsumer">Whether the upstream is told who calls.</param>
internal sealed record UpstreamSettings(IUpstreamCredential? Credential, bool ForwardAuthorization, bool ForwardCookies, bool TellConsumer)
{
    /// <summary>Nothing of the client's passes and nothing is shown.</summary>
    public static UpstreamSettings None { get; } = new(null, false, false, false);

    /// <summary>The header in which the system takes a key that makes a repeated change harmless; null: it takes none.</summary>
    public string? HonoursKey { get; init; }

    /// <summary>When a destination is left alone for a while.</summary>
    public BreakerOptions Breaker { get; init; } = new();

    /// <summary>How many retries the cluster allows itself.</summary>
    public RetryBudgetOptions RetryBudget { get; init; } = new();

    /// <summary>Headers of the answers that are not for callers, beside those that never pass.</summary>
    public IReadOnlyList<string> HiddenHeaders { get; init; } = [];
}
