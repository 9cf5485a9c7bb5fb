namespace RetailSync.Bench.Load;

/// <summary>What came of a <see cref="LoadOrder"/>. Times are microseconds.</summary>
public sealed record LoadResult
{
    /// <summary>Requests that were answered with a 2xx status.</summary>
    public required long Requests { get; init; }

    /// <summary>Requests that were not: another status, or a broken connection.</summary>
    public required long Failures { get; init; }

    /// <summary>What the first failure looked like; null without one.</summary>
    public string? FirstFailure { get; init; }

    /// <summary>From the start to the last answer.</summary>
    public required double Seconds { get; init; }

    /// <summary>What the load generator itself spent.</summary>
    public required double CpuMicroseconds { get; init; }

    /// <summary>The median latency. In an open loop it counts from the moment the request was due.</summary>
    public required double P50 { get; init; }

    /// <summary>The 90th percentile.</summary>
    public required double P90 { get; init; }

    /// <summary>The 99th percentile.</summary>
    public required double P99 { get; init; }

    /// <summary>The 99.9th percentile.</summary>
    public required double P999 { get; init; }

    /// <summary>The longest.</summary>
    public required double Max { get; init; }
}
