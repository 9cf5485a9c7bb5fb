namespace RetailSync.Gateway;

/// <summary>What a plugin may use up. Beyond it, exchanges are dropped for it and counted. Immutable.</summary>
public sealed record PluginBudget
{
    /// <summary>How many exchanges may wait for it. 1 to 100,000; default 1,000.</summary>
    public int QueueItems { get; init; } = 1_000;

    /// <summary>How many bytes of bodies and headers may wait for it. 0 to 268,435,456; default 16,777,216.</summary>
    public long QueueBytes { get; init; } = 16_777_216;

    /// <summary>How many calls of the stage <c>observe</c> may run at a time. 1 to 8; default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>How many exchanges one call may be handed. 1 to 1,000; default 1.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>How many calls of the stage <c>outcome</c>, and how many of <c>events</c>, may run at a time. 1 to 1,000; default 64.</summary>
    public int Concurrency { get; init; } = 64;
}
