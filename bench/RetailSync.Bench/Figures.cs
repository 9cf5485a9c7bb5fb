namespace RetailSync.Bench;

/// <summary>Reads medians and per-round ratios out of a run's windows.</summary>
internal sealed class Figures(IReadOnlyList<Measurement> measurements)
{
    private readonly ILookup<(string Candidate, LoadLevel Level), Measurement> _windows = measurements.ToLookup(m => (m.Candidate, m.Level));

    public bool Has(string candidate) => _windows.Contains((candidate, LoadLevel.Saturated));

    public long Failures(string candidate) => measurements.Where(m => m.Candidate == candidate).Sum(m => m.Failures);

    public string? FirstFailure(string candidate) => measurements.FirstOrDefault(m => m.Candidate == candidate && m.FirstFailure is not null)?.FirstFailure;

    /// <summary>One figure over all windows of a candidate.</summary>
    public Spread Of(string candidate, LoadLevel level, Func<Measurement, double> figure) => Spread.Of(_windows[(candidate, level)].Select(figure));

    /// <summary>A figure divided by the same figure of <paramref name="baseline"/> in the same round.</summary>
    public Spread Ratio(string candidate, string baseline, LoadLevel level, Func<Measurement, double> figure) =>
        Spread.Of(Pairs(candidate, baseline, level).Select(pair => figure(pair.Own) / figure(pair.Other)));

    /// <summary>A figure minus the same figure of <paramref name="baseline"/> in the same round.</summary>
    public Spread Difference(string candidate, string baseline, LoadLevel level, Func<Measurement, double> figure) =>
        Spread.Of(Pairs(candidate, baseline, level).Select(pair => figure(pair.Own) - figure(pair.Other)));

    private IEnumerable<(Measurement Own, Measurement Other)> Pairs(string candidate, string baseline, LoadLevel level) =>
        _windows[(candidate, level)].Join(_windows[(baseline, level)], own => own.Round, other => other.Round, (own, other) => (own, other));
}
