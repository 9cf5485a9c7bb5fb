using RetailSync.Contracts.Compare;

namespace RetailSync.Contracts.Tests.Compare.Oracle;

/// <summary>Counts how far both sides agree on one level. What is disagreed on for a stated reason is counted apart.</summary>
internal sealed class Tally(ChangeLevel level)
{
    private readonly SortedDictionary<string, int> _explained = new(StringComparer.Ordinal);
    private int _agreed;

    /// <summary>What oasdiff reports, we do not, and nobody has explained.</summary>
    public List<string> Missed { get; } = [];

    /// <summary>What we report, oasdiff does not, and nobody has explained.</summary>
    public List<string> Extra { get; } = [];

    /// <summary>The share of what oasdiff reports that we report.</summary>
    public double Recall => Share(Missed);

    /// <summary>The share of what we report that oasdiff reports.</summary>
    public double Precision => Share(Extra);

    /// <summary>The reasons that applied at least once.</summary>
    public IReadOnlyCollection<string> Reasons => _explained.Keys;

    public void Add(Match match)
    {
        _agreed += match.Ours.Count(finding => finding.Level == level && match.Theirs.Contains(finding));
        Sort(match, match.Missed(level), Missed, ExplainedDisagreements.WhyMissed);
        Sort(match, match.Extra(level), Extra, ExplainedDisagreements.WhyExtra);
    }

    /// <summary>The counts, one line each.</summary>
    public IEnumerable<string> Lines() =>
    [
        $"{level}: {_agreed} agreed, {Missed.Count} missed, {Extra.Count} extra, {_explained.Values.Sum()} explained. Recall {Recall:P2}, precision {Precision:P2}.",
        .. _explained.Select(reason => $"  {reason.Value} times: {reason.Key}"),
        .. Missed.Take(40).Select(one => $"  missed: {one}"),
        .. Extra.Take(40).Select(one => $"  extra: {one}"),
    ];

    private void Sort(Match match, IEnumerable<Finding> findings, List<string> unexplained, Func<Match, Finding, string?> reason)
    {
        foreach (var finding in findings)
        {
            if (reason(match, finding) is { } why)
            {
                _explained[why] = _explained.GetValueOrDefault(why) + 1;
            }
            else
            {
                unexplained.Add($"{match.Name}: {finding}");
            }
        }
    }

    private double Share(List<string> disagreed) => _agreed + disagreed.Count == 0 ? 1 : _agreed / (double)(_agreed + disagreed.Count);
}
