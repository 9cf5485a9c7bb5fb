namespace RetailSync.Events.Replay;

/// <summary>How far a replay is. Immutable.</summary>
internal sealed record ReplayState
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The subscription.</summary>
    public required string Subscription { get; init; }

    /// <summary>What was asked for.</summary>
    public required ReplayRequest Request { get; init; }

    /// <summary><c>running</c>, <c>done</c>, <c>cancelled</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The last event that was looked at.</summary>
    public long Position { get; init; }

    /// <summary>Where it ends.</summary>
    public long LastSeq { get; init; }

    /// <summary>How many were sent.</summary>
    public long Sent { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The consumer that asked.</summary>
    public required string CreatedBy { get; init; }
}
