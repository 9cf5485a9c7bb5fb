using System.Text.Json;

namespace RetailSync.Contracts.Compare.Output;

/// <summary>Writes a report as one JSON object, for scripts and for the catalog.</summary>
internal static class JsonReport
{
    public static void Write(TextWriter output, ComparisonReport report, ChangeLevel failOn)
    {
        var shape = new
        {
            Kind = ContractKinds.Name(report.Kind),
            report.Versions,
            Verdict = report.Judge(failOn).ToString().ToLowerInvariant(),
            Counts = new { Error = report.Count(ChangeLevel.Error), Warning = report.Count(ChangeLevel.Warning), Info = report.Count(ChangeLevel.Info), Accepted = report.AcceptedCount },
            Changes = report.Changes.Select(Shape),
            report.Undecided,
            report.Remarks,
        };
        output.WriteLine(JsonSerializer.Serialize(shape, ReportJson.Options));
    }

    private static object Shape(ReportedChange reported) => new
    {
        reported.Change.Id,
        Level = ReportWords.Name(reported.Level),
        reported.Change.Message,
        Operation = Filled(reported.Change.Operation),
        OperationId = Filled(reported.Change.OperationId),
        Direction = reported.Change.Direction == ChangeDirection.None ? null : reported.Change.Direction.ToString().ToLowerInvariant(),
        reported.Change.Old,
        reported.Change.New,
        reported.Change.Fingerprint,
        Accepted = reported.Accepted is { } accepted ? new { accepted.Reason, accepted.Expires } : null,
    };

    private static string? Filled(string text) => text.Length == 0 ? null : text;
}
