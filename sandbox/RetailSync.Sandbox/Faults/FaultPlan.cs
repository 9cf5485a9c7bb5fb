namespace RetailSync.Sandbox;

/// <summary>The faults of one system, and the seed that makes their dice repeatable.</summary>
internal sealed record FaultPlan
{
    /// <summary>The same seed and the same calls in the same order give the same faults; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The rules, all of which are asked about each call.</summary>
    public IReadOnlyList<FaultRule> Rules { get; init; } = [];
}
