using RetailSync.Events.Delivery.Targets;

namespace RetailSync.Events.Subscriptions;

/// <summary>How far a subscription is. Immutable.</summary>
internal sealed record SubscriptionStatus
{
    /// <summary><c>active</c>, <c>paused</c> or <c>disabled</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is not active.</summary>
    public string? Reason { get; init; }

    /// <summary>The last event of the log.</summary>
    public long LastSeq { get; init; }

    /// <summary>The last event that was looked at.</summary>
    public long Position { get; init; }

    /// <summary>Events of the log that were not looked at yet; some of them may be of no interest.</summary>
    public long Behind { get; init; }

    /// <summary>Events that were looked at and are due.</summary>
    public int Pending { get; init; }

    /// <summary>The age of the oldest event that is due or not looked at yet, in seconds; 0 when there is none.</summary>
    public double OldestSeconds { get; init; }

    /// <summary>Keys that wait for a timer or for a person. At most 100 of them.</summary>
    public IReadOnlyList<StuckKey> StuckKeys { get; init; } = [];

    /// <summary>How many keys are stuck.</summary>
    public int StuckKeyCount { get; init; }

    /// <summary>How many dead letters wait for a decision.</summary>
    public long DeadLetters { get; init; }

    /// <summary>Until when the breaker keeps everything back; null while it is closed, or when another gateway delivers.</summary>
    public DateTimeOffset? BreakerOpenUntil { get; init; }

    /// <summary>How its sink is, seen from this gateway; null when its target is none.</summary>
    public SinkState? Sink { get; init; }

    /// <summary>Whether this gateway delivers it.</summary>
    public bool DeliveredHere { get; init; }
}
