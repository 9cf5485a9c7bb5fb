namespace RetailSync.Events.Delivery;

/// <summary>What one subscription has of a key. Immutable.</summary>
internal sealed record PropagationLine
{
    /// <summary>The subscription.</summary>
    public required string Subscription { get; init; }

    /// <summary>The consumer that owns it.</summary>
    public required string Owner { get; init; }

    /// <summary>
    /// <c>delivered</c>, <c>pending</c>, <c>parked</c> (it failed and is tried again), <c>blocked</c> (an earlier event waits for a person), <c>placeholder</c>,
    /// <c>dead-lettered</c>, <c>before-subscription</c> or <c>never-subscribed</c>.
    /// </summary>
    public required string State { get; init; }

    /// <summary>The newest event of the key that it wants.</summary>
    public long? Seq { get; init; }

    /// <summary>That event's number within the key.</summary>
    public long? KeySequence { get; init; }

    /// <summary>The newest event of the key that was delivered.</summary>
    public long? DeliveredSeq { get; init; }

    /// <summary>That event's number within the key.</summary>
    public long? DeliveredKeySequence { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Why it is not delivered.</summary>
    public string? Reason { get; init; }

    /// <summary>How many of the key's events were looked at, the newest first.</summary>
    public int Looked { get; init; }

    /// <summary>Whether the answer would be the same if more events had been looked at; false: a wanted or a delivered event may lie further back.</summary>
    public bool IsComplete { get; init; } = true;
}
