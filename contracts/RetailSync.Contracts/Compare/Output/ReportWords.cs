using System.Globalization;

namespace RetailSync.Contracts.Compare.Output;

/// <summary>The words that all formats share.</summary>
internal static class ReportWords
{
    /// <summary>The heading over changes that concern no operation.</summary>
    public const string WholeDocument = "The whole document";

    /// <summary>Changes by what they concern, in the order in which each first appears.</summary>
    public static IEnumerable<(string Heading, IReadOnlyList<ReportedChange> Changes)> Groups(ComparisonReport report) =>
        report.Changes.GroupBy(change => change.Change.Operation).Select(group => (Heading(group.First().Change), (IReadOnlyList<ReportedChange>)[.. group.OrderByDescending(change => change.Level)]));

    public static string Name(ChangeLevel level) => level switch
    {
        ChangeLevel.Error => "error",
        ChangeLevel.Warning => "warning",
        _ => "info",
    };

    /// <summary>Where a change stands: in the new document, or for what was removed in the old.</summary>
    public static ChangePlace? Place(Change change) => change.New ?? change.Old;

    public static string Where(ChangePlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Line}:{place.Column}");

    /// <summary>The closing line: how many of each level, and what that comes to.</summary>
    public static string Summary(ComparisonReport report, ChangeLevel failOn)
    {
        var counts = new List<string>
        {
            Counted(report.Count(ChangeLevel.Error), "error", "errors"),
            Counted(report.Count(ChangeLevel.Warning), "warning", "warnings"),
            Counted(report.Count(ChangeLevel.Info), "remark", "remarks"),
        };
        if (report.AcceptedCount > 0)
        {
            counts.Add($"{report.AcceptedCount} accepted");
        }

        if (report.Undecided.Count > 0)
        {
            counts.Add($"{report.Undecided.Count} undecided");
        }

        return $"{string.Join(", ", counts)}. {Sentence(report.Judge(failOn))}";
    }

    private static string Sentence(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Compatible => "Nothing breaks.",
        ComparisonVerdict.Breaking => "This breaks.",
        _ => "Not everything could be compared, so it is open whether this breaks.",
    };

    private static string Heading(Change change) =>
        change.Operation.Length == 0 ? WholeDocument
        : change.OperationId.Length == 0 ? change.Operation
        : $"{change.Operation} ({change.OperationId})";

    private static string Counted(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
