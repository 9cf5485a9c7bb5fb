namespace RetailSync.Bench.Pressure;

/// <summary>Draws one run with <c>admit</c> and one without as an SVG that can be read on light and dark pages.</summary>
internal static class PressurePlot
{
    private const double Step = 0.1;
    private const double FirstTop = 74;

    private const string Head = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 730 660" role="img" aria-label="Payments and bulk traffic before a system of few, slow slots, over time">
          <style>
            text { font: 12px system-ui, sans-serif; fill: #57606a; }
            .title { font-weight: 600; }
            .end { text-anchor: end; }
            .middle { text-anchor: middle; }
            .frame { fill: none; stroke: #8c959f; }
            .grid { stroke: #8c959f; stroke-opacity: .25; }
            .load { fill: #8c959f; fill-opacity: .12; }
            .line { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
            .on { stroke: #0969da; }
            .off { stroke: #bc4c00; }
            .shed { stroke: #bc4c00; }
            .limit { stroke: #1a7f37; }
            @media (prefers-color-scheme: dark) {
              text { fill: #9198a1; }
              .on { stroke: #4493f8; }
              .off, .shed { stroke: #db6d28; }
              .limit { stroke: #3fb950; }
            }
          </style>

        """;

    public static string Draw(PressureResult on, PressureResult off)
    {
        var slowest = new SvgPanel("Payments: slowest call in each 100 ms, in ms (cut off at 200)", FirstTop, 200)
            .Line("off", "without admit", Buckets(off, call => call.IsPayment && call.Status == 200, calls => calls.Max(call => call.Milliseconds)))
            .Line("on", "with admit", Buckets(on, call => call.IsPayment && call.Status == 200, calls => calls.Max(call => call.Milliseconds)));
        var bulk = new SvgPanel("Bulk, with admit: calls in each 100 ms", FirstTop + SvgPanel.Pitch, Roundly(Buckets(on, call => !call.IsPayment, calls => calls.Count()).Max(point => point.Value)))
            .Line("shed", "shed with 503", Buckets(on, call => !call.IsPayment && call.Status == 503, calls => calls.Count()))
            .Line("on", "let through", Buckets(on, call => !call.IsPayment && call.Status == 200, calls => calls.Count()));
        var limit = new SvgPanel($"Limit of the cluster, in calls (the system has {PressureStage.Slots} slots)", FirstTop + (2 * SvgPanel.Pitch), Roundly(on.Limits.Select(point => point.Limit).DefaultIfEmpty(8).Max()))
            .Line("limit", "limit, asked for every 0.3 s", on.Limits.Where(point => point.At is >= 0 and <= PressureTimes.End));
        return Head
            + $"  <text x=\"64\" y=\"20\">{PressureStage.Slots} slots of {PressureStage.Milliseconds} ms, {PressureStage.PaymentsPerSecond} payments a second; grey: {PressureStage.BulkConnections} bulk callers press as fast as they are answered</text>\n"
            + slowest.Draw() + bulk.Draw() + limit.Draw()
            + "  <text class=\"middle\" x=\"384\" y=\"648\">seconds</text>\n</svg>\n";
    }

    private static IEnumerable<(double At, double Value)> Buckets(PressureResult result, Func<PressureCall, bool> which, Func<IEnumerable<PressureCall>, double> figure)
    {
        var buckets = result.Calls.Where(which).GroupBy(call => (int)(call.At / Step)).ToDictionary(bucket => bucket.Key, bucket => figure(bucket));
        return Enumerable.Range(0, (int)(PressureTimes.End / Step)).Select(bucket => (bucket * Step, buckets.GetValueOrDefault(bucket)));
    }

    // Four equal steps of whole numbers.
    private static double Roundly(double most) => Math.Ceiling(most / 4) * 4;
}
