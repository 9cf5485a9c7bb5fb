namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>
/// How far a subscription's delivery is: everything up to <see cref="Position"/> is finished, except what is pending or spilled. Kept durably; after a crash only what it
/// does not call finished is sent again. Immutable.
/// </summary>
/// <remarks>
/// It says the same as a low watermark with the set of finished events above it, but stays small when one key is stuck for days while millions of other events pass:
/// what is stuck is listed, not what has passed.
/// </remarks>
internal sealed record Checkpoint
{
    /// <summary>The last event of the log that was looked at.</summary>
    public required long Position { get; init; }

    /// <summary>The events up to <see cref="Position"/> that are neither finished nor spilled, in the log's order. At most a window.</summary>
    public IReadOnlyList<long> Pending { get; init; } = [];

    /// <summary>The lanes that changed since the last checkpoint and have something to remember.</summary>
    public IReadOnlyList<LaneRecord> Lanes { get; init; } = [];

    /// <summary>The lanes that changed and have nothing to remember any more.</summary>
    public IReadOnlyList<string> Forgotten { get; init; } = [];

    /// <summary>The events that were given up since the last checkpoint.</summary>
    public IReadOnlyList<DeadLettered> DeadLetters { get; init; } = [];

    /// <summary>The dead letters that were delivered since the last checkpoint, because a person asked for it.</summary>
    public IReadOnlyList<long> Redelivered { get; init; } = [];
}
