namespace RetailSync.Contracts.Lint.Output;

/// <summary>A report in one sentence.</summary>
internal static class Summary
{
    public static string Of(LintReport report)
    {
        var counts = string.Join(", ", Count(report.Count(LintLevel.Error), "error"), Count(report.Count(LintLevel.Warning), "warning"), $"{report.Count(LintLevel.Info)} info");
        var others = (report.Known.Count, report.Accepted.Count) switch
        {
            (0, 0) => "",
            (var known, 0) => $" {known} more in the baseline.",
            (0, var accepted) => $" {accepted} more accepted.",
            var (known, accepted) => $" {known} more in the baseline, {accepted} accepted.",
        };
        return $"{Count(report.Files.Count, "file")}: {counts}.{others}";
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
