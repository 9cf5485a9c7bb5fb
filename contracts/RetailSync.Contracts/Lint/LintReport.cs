namespace RetailSync.Contracts.Lint;

/// <summary>What came of linting. Immutable.</summary>
/// <param name="Files">The documents that were linted, as they were named.</param>
/// <param name="Findings">What counts, by file and place.</param>
/// <param name="Known">Findings that the baseline has.</param>
/// <param name="Accepted">Findings that the settings accept.</param>
/// <param name="Remarks">What is wrong with the acceptances: run out, or for nothing that is found.</param>
public sealed record LintReport(
    IReadOnlyList<string> Files,
    IReadOnlyList<LintFinding> Findings,
    IReadOnlyList<LintFinding> Known,
    IReadOnlyList<LintFinding> Accepted,
    IReadOnlyList<string> Remarks)
{
    /// <summary>How many findings of a level count.</summary>
    public int Count(LintLevel level) => Findings.Count(finding => finding.Level == level);
}
