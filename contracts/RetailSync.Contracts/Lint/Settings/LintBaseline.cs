using System.Text.Encodings.Web;
using System.Text.Json;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Lint.Settings;

/// <summary>The findings that were there when a team began to lint: a JSON file that is committed with the contracts.</summary>
internal static class LintBaseline
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The fingerprints in a baseline; null, with a fault, when it is none.</summary>
    public static HashSet<string>? Read(SourceDocument document, ICollection<ConfigFault> faults)
    {
        if (document.Root["findings"] is not { Kind: SourceKind.List } findings || document.Root["version"]?.Text != "1")
        {
            faults.Add(new ConfigFault(document.Locate(document.Root), "This is no baseline of version 1; 'retailsync lint --write-baseline' writes one."));
            return null;
        }

        return findings.Items.Select(item => item["fingerprint"]?.Text).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Writes a baseline. What a person needs to read it stands beside each fingerprint, without lines, which would change with every edit.</summary>
    public static void Write(IEnumerable<LintFinding> findings, Stream target)
    {
        using var writer = new Utf8JsonWriter(target, Indented);
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteStartArray("findings");
        var ordered = findings.DistinctBy(finding => finding.Fingerprint)
            .OrderBy(finding => finding.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Rule, StringComparer.Ordinal)
            .ThenBy(finding => finding.JsonPointer, StringComparer.Ordinal)
            .ThenBy(finding => finding.Fingerprint, StringComparer.Ordinal);
        foreach (var finding in ordered)
        {
            writer.WriteStartObject();
            writer.WriteString("fingerprint", finding.Fingerprint);
            writer.WriteString("rule", finding.Rule);
            writer.WriteString("file", finding.File.Replace('\\', '/'));
            writer.WriteString("pointer", finding.JsonPointer);
            writer.WriteString("message", finding.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
