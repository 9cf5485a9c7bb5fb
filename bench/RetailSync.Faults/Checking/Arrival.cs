namespace RetailSync.Faults.Checking;

/// <summary>One delivery as its subscriber saw it. Immutable.</summary>
/// <param name="Id">Its <c>webhook-id</c>.</param>
/// <param name="BodyId">The id that the event itself says.</param>
/// <param name="Key">The thing that it is about.</param>
/// <param name="Change">The client's name for the change, from the event's data.</param>
public sealed record Arrival(string Id, string BodyId, string Key, string Change)
{
    /// <summary>Its number among the key's events, from 1.</summary>
    public long KeySequence { get; init; }

    /// <summary>Whether its signature is one of the subscription's secret.</summary>
    public bool IsSigned { get; init; } = true;

    /// <summary>Whether the subscriber took it; otherwise it was refused, or nothing was said.</summary>
    public bool IsTaken { get; init; } = true;

    /// <summary>Whether it carries the mark <c>replayed</c>.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>The first of the key's events that is missing before this one, as the event says it; null: none.</summary>
    public long? GapFrom { get; init; }

    /// <summary>The time between the event's recording and its arrival.</summary>
    public TimeSpan Age { get; init; }
}
