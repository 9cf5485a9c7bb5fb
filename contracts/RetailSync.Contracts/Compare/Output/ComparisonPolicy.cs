using System.Globalization;

namespace RetailSync.Contracts.Compare.Output;

/// <summary>How an API's owners weigh what a comparison finds: levels of their own, and changes that they accept until a day. Immutable.</summary>
public sealed record ComparisonPolicy
{
    /// <summary>Levels that take the place of a rule's own, by the rule's id. Default: none.</summary>
    public IReadOnlyDictionary<string, ChangeLevel> Levels { get; init; } = new Dictionary<string, ChangeLevel>();

    /// <summary>Changes that are accepted. Default: none.</summary>
    public IReadOnlyList<AcceptedChange> Accepted { get; init; } = [];

    /// <summary>Days between announcing the end of a beta operation and its sunset; null for the default of <see cref="ComparisonOptions"/>.</summary>
    public int? DeprecationDaysBeta { get; init; }

    /// <summary>Days between announcing the end of a stable operation and its sunset; null for the default of <see cref="ComparisonOptions"/>.</summary>
    public int? DeprecationDaysStable { get; init; }

    /// <summary>What a comparison depends on under this policy.</summary>
    public ComparisonOptions Options(DateOnly today)
    {
        var options = new ComparisonOptions { Today = today };
        return options with
        {
            DeprecationDaysBeta = DeprecationDaysBeta ?? options.DeprecationDaysBeta,
            DeprecationDaysStable = DeprecationDaysStable ?? options.DeprecationDaysStable,
        };
    }

    /// <summary>Weighs what a comparison found. An acceptance holds on its last day, and no longer: then the change counts again, and a remark says so.</summary>
    public ComparisonReport Weigh(Comparison comparison, ContractKind kind, IReadOnlyList<string> versions, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(comparison);

        var valid = Accepted.Where(one => one.Expires >= today).GroupBy(one => one.Fingerprint).ToDictionary(group => group.Key, group => group.First());
        var changes = comparison.Changes.Select(change => new ReportedChange(change, Levels.GetValueOrDefault(change.Id, change.Level), valid.GetValueOrDefault(change.Fingerprint))).ToList();
        return new ComparisonReport(kind, versions, changes, comparison.Undecided, [.. Remarks(comparison, today)]);
    }

    private IEnumerable<string> Remarks(Comparison comparison, DateOnly today)
    {
        var found = comparison.Changes.Select(change => change.Fingerprint).ToHashSet();
        foreach (var one in Accepted)
        {
            if (!found.Contains(one.Fingerprint))
            {
                yield return $"{one.Location}: Nothing found has the fingerprint {one.Fingerprint}. The acceptance can go.";
            }
            else if (one.Expires < today)
            {
                yield return $"{one.Location}: The acceptance of {one.Fingerprint} ended on {one.Expires.ToString("O", CultureInfo.InvariantCulture)}. The change counts again.";
            }
        }
    }
}
