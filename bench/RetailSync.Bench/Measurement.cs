namespace RetailSync.Bench;

/// <summary>One measured window of one candidate.</summary>
internal sealed record Measurement
{
    public required string Candidate { get; init; }

    public required int Restart { get; init; }

    public required int Round { get; init; }

    public required LoadLevel Level { get; init; }

    public required long Requests { get; init; }

    public required long Failures { get; init; }

    public string? FirstFailure { get; init; }

    public required double RequestsPerSecond { get; init; }

    /// <summary>Microseconds of CPU that the candidate's process spent per request: the main figure.</summary>
    public required double CpuPerRequest { get; init; }

    /// <summary>The same for the upstream.</summary>
    public required double UpstreamCpuPerRequest { get; init; }

    /// <summary>The same for the load generator.</summary>
    public required double LoadCpuPerRequest { get; init; }

    /// <summary>What the candidate spent since its last window, while others were measured, as a share of what it spent in this one.</summary>
    public required double CpuBetweenWindows { get; init; }

    /// <summary>How much of the machine other programs took meanwhile, 0 to 1; NaN where it cannot be known.</summary>
    public required double TakenByOthers { get; init; }

    public required double BytesPerRequest { get; init; }

    public required double PauseShare { get; init; }

    public required double ResidentMegabytes { get; init; }

    /// <summary>Median latency in microseconds.</summary>
    public required double P50 { get; init; }

    /// <summary>99th percentile in microseconds.</summary>
    public required double P99 { get; init; }
}
