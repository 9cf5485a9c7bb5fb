namespace RetailSync.Contracts.Compare.Output;

/// <summary>What is told about two or more versions of a contract. Immutable.</summary>
/// <param name="Kind">What the documents are.</param>
/// <param name="Versions">The names of the documents, oldest first.</param>
/// <param name="Changes">Every change, accepted ones included, in the order in which they were found.</param>
/// <param name="Undecided">Plain sentences on what could not be decided.</param>
/// <param name="Remarks">Plain sentences on the policy: acceptances that have ended or are no longer needed.</param>
public sealed record ComparisonReport(
    ContractKind Kind,
    IReadOnlyList<string> Versions,
    IReadOnlyList<ReportedChange> Changes,
    IReadOnlyList<string> Undecided,
    IReadOnlyList<string> Remarks)
{
    /// <summary>How many changes are accepted.</summary>
    public int AcceptedCount => Changes.Count(change => change.Accepted is not null);

    /// <summary>How many changes have a level and are not accepted.</summary>
    public int Count(ChangeLevel level) => Changes.Count(change => change.Level == level && change.Accepted is null);

    /// <summary>Judges the whole: a change at or above the level breaks, unless it is accepted.</summary>
    public ComparisonVerdict Judge(ChangeLevel failOn) =>
        Changes.Any(change => change.Level >= failOn && change.Accepted is null) ? ComparisonVerdict.Breaking
        : Undecided.Count > 0 ? ComparisonVerdict.Undecided
        : ComparisonVerdict.Compatible;
}
