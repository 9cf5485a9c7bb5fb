using RetailSync.Gateway;

namespace RetailSync.Events.Subscriptions;

/// <summary>What came of a wish: the subscription, or why not. Immutable.</summary>
/// <param name="Subscription">The subscription as it is now; null when refused.</param>
/// <param name="Refusal">Why it was refused; null otherwise.</param>
/// <param name="Secret">The signing secret that was made with it, to be shown once; null: none was.</param>
internal sealed record SubscriptionResult(Subscription? Subscription, Problem? Refusal, string? Secret = null)
{
    /// <summary>Refused.</summary>
    public static SubscriptionResult Refused(ProblemType type, string detail) => new(null, new Problem(type, detail));
}
