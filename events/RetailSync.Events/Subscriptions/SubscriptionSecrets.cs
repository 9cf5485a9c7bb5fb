using RetailSync.Events.Webhooks;

namespace RetailSync.Events.Subscriptions;

/// <summary>What a subscription keeps encrypted. Immutable.</summary>
internal sealed record SubscriptionSecrets
{
    /// <summary>Nothing.</summary>
    public static SubscriptionSecrets None { get; } = new();

    /// <summary>The keys that sign, the newest first.</summary>
    public IReadOnlyList<SigningKey> Keys { get; init; } = [];

    /// <summary>The value of <c>Authorization</c>; null: none.</summary>
    public string? Authorization { get; init; }

    /// <summary>The secrets that sign at a time.</summary>
    public IReadOnlyList<WebhookSecret> At(DateTimeOffset now) => [.. Keys.Where(key => key.Until is null || key.Until > now).Select(key => WebhookSecret.Of(key.Key))];

    /// <summary>The same with a new key; the old ones sign until the overlap has passed.</summary>
    public SubscriptionSecrets Rotate(WebhookSecret secret, DateTimeOffset now, TimeSpan overlap) => this with
    {
        Keys = [new SigningKey(secret.Key, null), .. Keys.Where(key => key.Until is null || key.Until > now).Select(key => key with { Until = key.Until ?? now + overlap }).Take(4)],
    };
}
