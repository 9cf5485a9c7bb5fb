using System.Globalization;
using System.Text.Json;

namespace RetailSync.Contracts.Compare.Output;

/// <summary>Writes a report as SARIF (Static Analysis Results Interchange Format 2.1.0, OASIS).</summary>
internal static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string FingerprintName = "retailsyncChange/v1";

    public static void Write(TextWriter output, ComparisonReport report)
    {
        var ids = report.Changes.Select(change => change.Change.Id).Distinct().Order(StringComparer.Ordinal).ToList();
        var positions = ids.Index().ToDictionary(one => one.Item, one => one.Index);
        var run = new
        {
            Tool = new { Driver = new { Name = "retailsync diff", Rules = ids.Select(id => new { Id = id, ShortDescription = new { Text = Sentence(id) } }) } },
            ColumnKind = "utf16CodeUnits",
            Results = report.Changes.Select(change => Result(change, positions[change.Change.Id])),
            Invocations = new[] { new { ExecutionSuccessful = true, ToolExecutionNotifications = report.Undecided.Concat(report.Remarks).Select(text => new { Level = "warning", Message = new { Text = text } }) } },
        };
        var log = new Dictionary<string, object> { ["$schema"] = Schema, ["version"] = "2.1.0", ["runs"] = new[] { run } };
        output.WriteLine(JsonSerializer.Serialize(log, ReportJson.Options));
    }

    private static object Result(ReportedChange reported, int rule)
    {
        var change = reported.Change;
        return new
        {
            RuleId = change.Id,
            RuleIndex = rule,
            Level = reported.Level switch { ChangeLevel.Error => "error", ChangeLevel.Warning => "warning", _ => "note" },
            Message = new { Text = change.Message },
            Locations = ReportWords.Place(change) is { } place ? new[] { Location(place, change.Operation) } : [],
            RelatedLocations = change is { New: not null, Old: { } old } ? new[] { Location(old, "") } : null,
            PartialFingerprints = change.Fingerprint.Length == 0 ? null : new Dictionary<string, string> { [FingerprintName] = change.Fingerprint },

            // An empty list says that suppressions are known and there is none; without the key a viewer could not tell.
            Suppressions = reported.Accepted is { } accepted
                ? new[] { new { Kind = "external", Status = "accepted", Justification = $"{accepted.Reason} (until {accepted.Expires.ToString("O", CultureInfo.InvariantCulture)})" } }
                : [],
        };
    }

    private static object Location(ChangePlace place, string operation) => new
    {
        PhysicalLocation = new
        {
            ArtifactLocation = new { Uri = AsUri(place.File) },
            Region = new { StartLine = place.Line, StartColumn = place.Column },
        },
        LogicalLocations = operation.Length == 0 ? null : new[] { new { FullyQualifiedName = operation, Kind = "operation" } },
    };

    // A path as a reference by RFC 3986: forward slashes, everything else that is not allowed in a path escaped.
    private static string AsUri(string file) => string.Join('/', file.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    // A rule's id is made of the words that describe it.
    private static string Sentence(string id) => $"{char.ToUpperInvariant(id[0])}{id[1..].Replace('-', ' ')}.";
}
