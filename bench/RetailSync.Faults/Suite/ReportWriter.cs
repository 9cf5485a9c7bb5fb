using RetailSync.Faults.Checking;

namespace RetailSync.Faults.Suite;

/// <summary>Writes the invariant report as a table, and below it what was found.</summary>
internal static class ReportWriter
{
    private const int MostNames = 5;

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, IReadOnlyList<(string Fault, string Store, RoundResult Result)> results)
    {
        output.WriteLine();
        output.WriteLine("| fault | store | round | changes | ok | refused | unknown | applied | events | later | lost | dup | phantom | not applied | applied though refused | inversions | verdict |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (fault, store, result) in results)
        {
            var cells = result.Report is { } report ? string.Join(" | ", Cells(report)) : string.Join(" | ", Enumerable.Repeat("", 13));
            output.WriteLine($"| {fault} | {store} | {result.Round}{(result.Figures.Length > 0 ? $", {result.Figures}" : "")} | {cells} | {Verdict(result)} |");
        }

        WriteDeliveries(output, results);
        output.WriteLine();
        foreach (var (fault, store, result) in results.Where(one => !one.Result.IsPassed))
        {
            foreach (var complaint in result.Complaints.Concat(result is { Report: { } report, MustBeCaught: false } ? Findings(report) : []))
            {
                output.WriteLine($"{fault} ({store}), {result.Round}: {complaint}");
            }
        }
    }

    private static void WriteDeliveries(TextWriter output, IReadOnlyList<(string Fault, string Store, RoundResult Result)> results)
    {
        var rows = results.SelectMany(one => (one.Result.Report?.Deliveries ?? []).Select(delivery => (one.Fault, one.Store, one.Result, Delivery: delivery))).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("| fault | store | round | subscriber | events | delivered | again | missing | phantom | altered | inversions | bad signature | verdict |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (fault, store, result, delivery) in rows)
        {
            var cells = string.Join(" | ", delivery.Events, delivery.Delivered, delivery.Again, delivery.Missing.Count, delivery.Phantom.Count, delivery.Altered.Count, delivery.Inversions.Count, delivery.NotSigned.Count);
            output.WriteLine($"| {fault} | {store} | {result.Round} | {delivery.Subscriber} | {cells} | {(result.MustBeCaught ? Verdict(result) : delivery.Violations == 0 ? "held" : "FAILED")} |");
        }
    }

    private static IEnumerable<int> Cells(InvariantReport report) =>
    [
        report.Changes, report.Acknowledged, report.Refused, report.Unknown, report.Applied, report.Events, report.Reconstructed,
        report.Lost.Count, report.Duplicated.Count, report.Phantom.Count, report.NotApplied.Count, report.AppliedThoughRefused.Count, report.Inversions.Count,
    ];

    private static IEnumerable<string> Findings(InvariantReport report) =>
        new (IReadOnlyList<string> Names, string What)[]
        {
            (report.Lost, "lost"), (report.Duplicated, "duplicated"), (report.Phantom, "events without an effect"),
            (report.NotApplied, "acknowledged but not applied"), (report.AppliedThoughRefused, "applied though refused"), (report.Inversions, "in another order"),
        }
        .Concat(report.Deliveries.SelectMany(delivery => new (IReadOnlyList<string> Names, string What)[]
        {
            (delivery.Missing, $"never delivered to {delivery.Subscriber}"), (delivery.Phantom, $"delivered to {delivery.Subscriber} and not in the log"),
            (delivery.Altered, $"delivered to {delivery.Subscriber} and not as in the log"), (delivery.Inversions, $"delivered to {delivery.Subscriber} in another order"),
            (delivery.NotSigned, $"delivered to {delivery.Subscriber} without a valid signature"),
        }))
        .Where(kind => kind.Names.Count > 0)
        .Select(kind => $"{kind.Names.Count} {kind.What}: {string.Join(", ", kind.Names.Take(MostNames))}{(kind.Names.Count > MostNames ? ", …" : "")}");

    private static string Verdict(RoundResult result) => (result.MustBeCaught, result.IsPassed) switch
    {
        (true, true) => "caught",
        (true, false) => "NOT CAUGHT",
        (false, true) => "held",
        (false, false) => "FAILED",
    };
}
