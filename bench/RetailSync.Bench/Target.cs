namespace RetailSync.Bench;

/// <summary>One thing that the gateway promises, and what this run says about it.</summary>
/// <param name="Text">The promise.</param>
/// <param name="Candidate">Who is measured.</param>
/// <param name="Limit">The bound.</param>
/// <param name="IsUpper">Whether the bound is an upper one.</param>
/// <param name="Measure">How the figure is found.</param>
internal sealed record Target(string Text, string Candidate, double Limit, bool IsUpper, Func<Figures, Spread> Measure)
{
    private const int LeastRounds = 10;

    public static IReadOnlyList<Target> All { get; } =
    [
        new("empty pipeline, CPU per request / raw", Candidates.Empty, 1.05, true, f => Cpu(f, Candidates.Empty, Candidates.Raw)),
        new("full pipeline, CPU per request / raw", Candidates.Full, 1.18, true, f => Cpu(f, Candidates.Full, Candidates.Raw)),
        new("full pipeline, throughput / raw", Candidates.Full, 0.90, false, f => f.Ratio(Candidates.Full, Candidates.Raw, LoadLevel.Saturated, m => m.RequestsPerSecond)),
        new("full + 1 % traces, CPU per request / raw", Candidates.Traces, 1.28, true, f => Cpu(f, Candidates.Traces, Candidates.Raw)),
        new("guarded + 1 % traces, CPU per request / raw", Candidates.Guarded, 1.30, true, f => Cpu(f, Candidates.Guarded, Candidates.Raw)),
        new("full pipeline, added p99 at half load, ms", Candidates.Full, 1, true, f => f.Difference(Candidates.Full, Candidates.Raw, LoadLevel.Half, m => m.P99 / 1_000)),
        new("1,000 routes, CPU per request / 1 route", Candidates.ThousandRoutes, 1.05, true, f => Cpu(f, Candidates.ThousandRoutes, Candidates.Empty)),
    ];

    /// <summary>Met or missed by the median; "unclear" when the middle half of the rounds lies on both sides of the bound.</summary>
    public string Verdict(Spread spread) => (IsUpper, spread) switch
    {
        (_, { Count: 0 }) => "not measured",
        (_, { Count: < LeastRounds }) => "too few rounds",
        (true, var s) when s.Upper <= Limit => "met",
        (true, var s) when s.Lower > Limit => "missed",
        (false, var s) when s.Lower >= Limit => "met",
        (false, var s) when s.Upper < Limit => "missed",
        _ => "unclear",
    };

    private static Spread Cpu(Figures figures, string candidate, string baseline) =>
        figures.Ratio(candidate, baseline, LoadLevel.Saturated, m => m.CpuPerRequest);
}
