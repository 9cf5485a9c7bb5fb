namespace RetailSync.Contracts.Lint.Output;

/// <summary>A table of findings for a comment on a change.</summary>
internal static class MarkdownReport
{
    public static void Write(LintReport report, TextWriter target)
    {
        target.WriteLine($"**{Summary.Of(report)}**");
        if (report.Findings.Count == 0)
        {
            return;
        }

        target.WriteLine();
        target.WriteLine("| level | rule | where | what |");
        target.WriteLine("|---|---|---|---|");
        foreach (var finding in report.Findings.OrderByDescending(finding => finding.Level))
        {
            target.WriteLine($"| {finding.Level.ToString().ToLowerInvariant()} | {finding.Rule} | `{Cell(finding.Location).Replace('`', '\'')}` | {Cell(finding.Message)} {Cell(finding.Fix)} |");
        }
    }

    // What a contract says must not end the cell, or become markup.
    private static string Cell(string text) =>
        text.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
