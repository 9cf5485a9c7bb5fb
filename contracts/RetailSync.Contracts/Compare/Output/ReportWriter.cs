using System.Diagnostics;

namespace RetailSync.Contracts.Compare.Output;

/// <summary>Writes reports. Safe to call from many threads.</summary>
public static class ReportWriter
{
    /// <summary>Writes a report in a format.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="report">What was found.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="failOn">The level from which a change breaks, for the verdict.</param>
    public static void Write(TextWriter output, ComparisonReport report, ReportFormat format, ChangeLevel failOn = ChangeLevel.Error)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);

        switch (format)
        {
            case ReportFormat.Text:
                TextReport.Write(output, report, failOn);
                break;
            case ReportFormat.Json:
                JsonReport.Write(output, report, failOn);
                break;
            case ReportFormat.Markdown:
                MarkdownReport.Write(output, report, failOn);
                break;
            case ReportFormat.Sarif:
                SarifReport.Write(output, report);
                break;
            default:
                throw new UnreachableException($"Format {format} has no writer.");
        }
    }
}
