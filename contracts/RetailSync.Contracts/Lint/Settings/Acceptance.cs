namespace RetailSync.Contracts.Lint.Settings;

/// <summary>A finding that a team lives with for a while. Immutable.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="File">The end of the file's path; null: any file.</param>
/// <param name="At">The pointer of the finding, or one above it; null: anywhere.</param>
/// <param name="Fingerprint">The finding's fingerprint; null: any.</param>
/// <param name="Reason">Why.</param>
/// <param name="Expires">The last day.</param>
/// <param name="Location">Where the settings say so.</param>
internal sealed record Acceptance(string Rule, string? File, string? At, string? Fingerprint, string Reason, DateOnly Expires, string Location)
{
    /// <summary>Whether the finding is meant, whatever the day.</summary>
    public bool Covers(LintFinding finding) =>
        finding.Rule == Rule
        && (Fingerprint is null || finding.Fingerprint == Fingerprint)
        && (File is null || IsFile(finding.File.Replace('\\', '/')))
        && (At is null || finding.JsonPointer == At || finding.JsonPointer.StartsWith($"{At}/", StringComparison.Ordinal));

    private bool IsFile(string path) => path == File || path.EndsWith($"/{File}", StringComparison.Ordinal);
}
