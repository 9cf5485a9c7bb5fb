using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RetailSync.Contracts.Lint.Output;

/// <summary>A report for scripts.</summary>
internal static class JsonReport
{
    /// <summary>Indented, and texts as they are: the output is no part of a page.</summary>
    public static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(LintReport report, TextWriter target)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("files");
            foreach (var file in report.Files)
            {
                writer.WriteStringValue(file);
            }

            writer.WriteEndArray();
            writer.WriteNumber("errors", report.Count(LintLevel.Error));
            writer.WriteNumber("warnings", report.Count(LintLevel.Warning));
            writer.WriteNumber("infos", report.Count(LintLevel.Info));
            writer.WriteNumber("inBaseline", report.Known.Count);
            writer.WriteNumber("accepted", report.Accepted.Count);
            writer.WriteStartArray("findings");
            foreach (var finding in report.Findings)
            {
                WriteFinding(writer, finding);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        target.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteFinding(Utf8JsonWriter writer, LintFinding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("rule", finding.Rule);
        writer.WriteString("level", finding.Level.ToString().ToLowerInvariant());
        writer.WriteString("message", finding.Message);
        writer.WriteString("fix", finding.Fix);
        writer.WriteString("file", finding.File);
        writer.WriteNumber("line", finding.Line);
        writer.WriteNumber("column", finding.Column);
        writer.WriteString("pointer", finding.JsonPointer);
        writer.WriteString("fingerprint", finding.Fingerprint);
        writer.WriteEndObject();
    }
}
