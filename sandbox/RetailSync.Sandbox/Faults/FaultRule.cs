namespace RetailSync.Sandbox;

/// <summary>One fault and the calls that it befalls.</summary>
internal sealed record FaultRule
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The share of matching calls that it befalls, 0 to 1; default 1.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>How long a latency fault waits, in milliseconds; default 0.</summary>
    public int LatencyMs { get; init; }

    /// <summary>How far the wait strays to either side, in milliseconds; default 0.</summary>
    public int JitterMs { get; init; }

    /// <summary>The status of error faults (default 500) and of offline (default: connection reset).</summary>
    public int? Status { get; init; }

    /// <summary>Seconds for a <c>Retry-After</c> header on the fault's own answer; default none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Only calls with this method; default any.</summary>
    public string? Method { get; init; }

    /// <summary>Only paths that fit, where <c>*</c> stands for any text: <c>/v1/orders/*</c>; default any.</summary>
    public string? Path { get; init; }

    /// <summary>How many more calls it befalls; default without end.</summary>
    public int? Remaining { get; init; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault() => this switch
    {
        { Rate: < 0 or > 1 } => $"rate is {Rate}; it must lie between 0 and 1.",
        { LatencyMs: < 0 or > 600_000 } => $"latencyMs is {LatencyMs}; it must lie between 0 and 600000.",
        { JitterMs: < 0 or > 600_000 } => $"jitterMs is {JitterMs}; it must lie between 0 and 600000.",
        { Status: < 400 or > 599 } => $"status is {Status}; it must lie between 400 and 599.",
        { RetryAfter: < 0 } => $"retryAfter is {RetryAfter}; it must not be negative.",
        { Remaining: < 1 } => $"remaining is {Remaining}; it must be at least 1, or absent for no end.",
        _ => null,
    };
}
