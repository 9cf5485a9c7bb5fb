using System.Globalization;

namespace RetailSync.Benchmarks.Validation.Peers;

/// <summary>Says what was measured, and holds it against the bounds.</summary>
internal static class PeersReport
{
    public static void Print(IReadOnlyList<Figures> figures, bool isNodeMissing)
    {
        Line($"| body | peer | CPU us | / walk | / ours | B allocated |");
        Line($"|---|---|---|---|---|---|");
        foreach (var row in figures)
        {
            Line($"| {row.Body}, {row.Bytes:N0} B | {row.Peer} | {row.Microseconds.Median:0.00} | {row.ToWalk} | {row.ToOurs} | {Bytes(row.Allocated)} |");
        }

        if (isNodeMissing)
        {
            Line($"\najv: not measured, because node or its packages could not be had (node and npm have to be installed).");
        }

        Line($"\n| target | bound | measured: median (quartiles) | verdict of the run |");
        Line($"|---|---|---|---|");
        foreach (var body in BodySchema.Names)
        {
            var ours = figures.Single(row => row.Body == body && row.Peer == PeersCommand.Ours);
            var bound = body == "Catalogue" ? 2.8 : 2.2;
            Line($"| {body}: ours / walk | at most {bound:0.0} | {ours.ToWalk} | {ours.ToWalk.AtMost(bound)} |");
            Line($"| {body}: allocated | 0 B | {Bytes(ours.Allocated)} B | {(ours.Allocated < 0.01 ? "met" : "missed")} |");
            PrintPeer(figures, body, "ajv", 3);
            PrintPeer(figures, body, "NJsonSchema", 12);
        }
    }

    private static void PrintPeer(IReadOnlyList<Figures> figures, string body, string peer, double bound)
    {
        var row = figures.SingleOrDefault(row => row.Body == body && row.Peer == peer);
        Line($"| {body}: {peer} / ours | at least {bound:0} | {row?.ToOurs.ToString() ?? "not measured"} | {row?.ToOurs.AtLeast(bound) ?? "not measured"} |");
    }

    private static string Bytes(double? count) => count?.ToString("#,##0.##", CultureInfo.InvariantCulture) ?? "";

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
