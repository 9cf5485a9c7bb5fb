namespace RetailSync.Gateway;

/// <summary>How much may wait, and what is agreed on the answers of the system. Immutable.</summary>
/// <param name="MaxPerRoute">How many changes may wait on the route. 1 to 100,000.</param>
/// <param name="MaxPerLane">How many changes may wait in one lane. 1 to 10,000.</param>
public sealed record QueueTerms(int MaxPerRoute, int MaxPerLane)
{
    /// <summary>Statuses after which a change counts as refused for good, against the rule of <see cref="Finality"/>.</summary>
    public IReadOnlyList<int> Reject { get; init; } = [];

    /// <summary>Statuses after which a change counts as not made, against the rule of <see cref="Finality"/>: it is sent again later.</summary>
    public IReadOnlyList<int> Release { get; init; } = [];
}
