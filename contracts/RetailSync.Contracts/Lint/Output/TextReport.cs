namespace RetailSync.Contracts.Lint.Output;

/// <summary>A line for each finding that editors and terminals can follow, and a sum.</summary>
internal static class TextReport
{
    public static void Write(LintReport report, TextWriter target)
    {
        foreach (var finding in report.Findings)
        {
            target.WriteLine($"{finding.Location}: {finding.Level.ToString().ToLowerInvariant()} {finding.Rule}: {finding.Message} {finding.Fix}");
        }

        target.WriteLine(Summary.Of(report));
    }
}
