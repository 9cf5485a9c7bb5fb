namespace RetailSync.Events.Subscriptions;

/// <summary>A subscription as it is kept. Immutable.</summary>
internal sealed record Subscription
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The consumer that owns it.</summary>
    public required string Owner { get; init; }

    /// <summary>What it says.</summary>
    public required SubscriptionDefinition Definition { get; init; }

    /// <summary>What it keeps to itself.</summary>
    public required SubscriptionSecrets Secrets { get; init; }

    /// <summary>Whether a file declares it.</summary>
    public bool IsDeclared { get; init; }

    /// <summary><c>active</c>, <c>paused</c> or <c>disabled</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is not active; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>Grows with every change.</summary>
    public long Revision { get; init; }

    /// <summary>How many deliveries in a minute its URL consents to; null: as many as we like.</summary>
    public long? Rate { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
