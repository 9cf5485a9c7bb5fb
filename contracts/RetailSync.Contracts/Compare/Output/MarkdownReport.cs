using System.Globalization;

namespace RetailSync.Contracts.Compare.Output;

/// <summary>Writes a report as Markdown: a heading and a table for each operation.</summary>
internal static class MarkdownReport
{
    public static void Write(TextWriter output, ComparisonReport report, ChangeLevel failOn)
    {
        output.WriteLine($"# {string.Join(" → ", report.Versions.Select(Escape))}");
        output.WriteLine();
        output.WriteLine(ReportWords.Summary(report, failOn));
        foreach (var (heading, changes) in ReportWords.Groups(report))
        {
            output.WriteLine();
            output.WriteLine($"## {Escape(heading)}");
            output.WriteLine();
            output.WriteLine("| Level | Change | Where | Rule |");
            output.WriteLine("| --- | --- | --- | --- |");
            foreach (var change in changes)
            {
                var where = ReportWords.Place(change.Change) is { } place ? Escape(ReportWords.Where(place)) : "";
                output.WriteLine($"| {Level(change)} | {Escape(change.Change.Message)} | {where} | `{change.Change.Id}` |");
            }
        }

        WriteList(output, "Undecided", report.Undecided);
        WriteList(output, "About the policy", report.Remarks);
    }

    private static string Level(ReportedChange change) =>
        change.Accepted is not { } accepted
            ? ReportWords.Name(change.Level)
            : $"accepted until {accepted.Expires.ToString("O", CultureInfo.InvariantCulture)}: {Escape(accepted.Reason)}";

    private static void WriteList(TextWriter output, string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"## {heading}");
        output.WriteLine();
        foreach (var line in lines)
        {
            output.WriteLine($"- {Escape(line)}");
        }
    }

    // A document's own text must not become a table's column, a tag or a line of its own. Inside `code` Markdown needs none of it but for the bar.
    private static string Escape(string text)
    {
        var parts = text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Split('`');
        for (var i = 0; i < parts.Length; i += 2)
        {
            parts[i] = parts[i].Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        }

        return string.Join('`', parts);
    }
}
