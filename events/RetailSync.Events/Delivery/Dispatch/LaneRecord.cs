namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>What must be known of a key's lane after a restart. Immutable.</summary>
internal sealed record LaneRecord
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>Whether it waits for a person.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>The event that <see cref="Attempts"/> counts for; 0 when none failed.</summary>
    public long HeadSeq { get; init; }

    /// <summary>How often its head was tried in vain.</summary>
    public int Attempts { get; init; }

    /// <summary>When its head is due again; null when it is not parked.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>From here on its events are not in memory and not listed as pending: they are read from the log when their turn comes. Null when none are.</summary>
    public long? SpilledFrom { get; init; }

    /// <summary>The number within the key of the first event that was skipped and is still missing; null when none is.</summary>
    public long? GapFrom { get; init; }

    /// <summary>Why the last attempt failed; null when none did.</summary>
    public string? Reason { get; init; }
}
