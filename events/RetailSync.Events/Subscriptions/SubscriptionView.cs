namespace RetailSync.Events.Subscriptions;

/// <summary>A subscription as the API shows it: never with its secrets. Immutable.</summary>
internal sealed record SubscriptionView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The consumer that owns it.</summary>
    public required string Owner { get; init; }

    /// <summary><c>api</c> or <c>file</c>.</summary>
    public required string ManagedBy { get; init; }

    /// <summary><c>active</c>, <c>paused</c> or <c>disabled</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is not active.</summary>
    public string? Reason { get; init; }

    /// <summary>Which events, where to and how.</summary>
    public required SubscriptionDefinition Definition { get; init; }

    /// <summary>The deliveries in a minute that its URL consents to; null: no limit.</summary>
    public long? RatePerMinute { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The signing secret, once: in the answer that makes it.</summary>
    public string? Secret { get; init; }

    /// <summary>Shows one.</summary>
    public static SubscriptionView Of(Subscription subscription, string? secret = null) => new()
    {
        Id = subscription.Id,
        Owner = subscription.Owner,
        ManagedBy = subscription.IsDeclared ? "file" : "api",
        State = subscription.State,
        Reason = subscription.Reason,
        Definition = subscription.Definition with { Target = subscription.Definition.Target with { Authorization = null } },
        RatePerMinute = subscription.Rate,
        CreatedAt = subscription.CreatedAt,
        Secret = secret,
    };
}
