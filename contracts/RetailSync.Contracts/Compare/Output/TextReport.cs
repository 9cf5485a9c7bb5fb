using System.Globalization;

namespace RetailSync.Contracts.Compare.Output;

/// <summary>Writes a report as lines for people: changes by operation, then what is open, then the counts.</summary>
internal static class TextReport
{
    private const string Indent = "           ";

    public static void Write(TextWriter output, ComparisonReport report, ChangeLevel failOn)
    {
        foreach (var (heading, changes) in ReportWords.Groups(report))
        {
            output.WriteLine(heading);
            foreach (var change in changes)
            {
                WriteChange(output, change);
            }

            output.WriteLine();
        }

        WriteList(output, "Undecided", report.Undecided);
        WriteList(output, "About the policy", report.Remarks);
        output.WriteLine(ReportWords.Summary(report, failOn));
    }

    private static void WriteChange(TextWriter output, ReportedChange reported)
    {
        var change = reported.Change;
        var level = reported.Accepted is null ? ReportWords.Name(reported.Level) : "accepted";
        output.WriteLine($"  {level,-8} {change.Message}");
        output.WriteLine($"{Indent}{Places(change)}  {change.Id}  {change.Fingerprint}".TrimEnd());
        if (reported.Accepted is { } accepted)
        {
            output.WriteLine($"{Indent}Accepted until {accepted.Expires.ToString("O", CultureInfo.InvariantCulture)}: {accepted.Reason}");
        }
    }

    private static string Places(Change change) => string.Join(" -> ", new[] { change.Old, change.New }.OfType<ChangePlace>().Select(ReportWords.Where));

    private static void WriteList(TextWriter output, string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        output.WriteLine(heading);
        foreach (var line in lines)
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine();
    }
}
