using System.Diagnostics;
using RetailSync.Contracts.Lint.Output;

namespace RetailSync.Contracts.Lint;

/// <summary>Writes reports.</summary>
public static class LintWriter
{
    /// <summary>Writes a report, with a line break at its end.</summary>
    public static void Write(LintReport report, LintFormat format, TextWriter target)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(target);

        switch (format)
        {
            case LintFormat.Text:
                TextReport.Write(report, target);
                break;
            case LintFormat.Json:
                JsonReport.Write(report, target);
                break;
            case LintFormat.Sarif:
                SarifReport.Write(report, target);
                break;
            case LintFormat.Markdown:
                MarkdownReport.Write(report, target);
                break;
            default:
                throw new UnreachableException($"The format {format} has no writer.");
        }
    }
}
