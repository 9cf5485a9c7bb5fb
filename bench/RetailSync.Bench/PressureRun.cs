using System.Globalization;
using RetailSync.Bench.Pressure;

namespace RetailSync.Bench;

/// <summary>The scenario <c>pressure</c>: rounds with <c>admit</c> on and off, medians, and a plot.</summary>
internal static class PressureRun
{
    private const double Target = 1.5;

    public static async Task<int> ExecuteAsync(int rounds, string gateway, string? plot, CancellationToken cancel)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.WriteLine($"{PressureStage.Slots} slots of {PressureStage.Milliseconds} ms; {PressureStage.PaymentsPerSecond} payments/s (open loop), {PressureStage.BulkConnections} bulk connections (closed loop)");
        var results = new List<PressureResult>();
        var before = MachineLoad.Busy();
        try
        {
            for (var round = 1; round <= rounds; round++)
            {
                foreach (var isOn in round % 2 == 0 ? new[] { false, true } : [true, false])
                {
                    await using var stage = await PressureStage.StartAsync(gateway, isOn, cancel);
                    var result = await stage.RunAsync(cancel);
                    results.Add(result);
                    Console.WriteLine($"  round {round} of {rounds}, {Describe(result)}");
                }
            }
        }
        catch (BenchException reason)
        {
            await Console.Error.WriteLineAsync(reason.Message);
            return 1;
        }

        Print(results, before);
        if (plot is not null)
        {
            await File.WriteAllTextAsync(plot, PressurePlot.Draw(Middle(results, isOn: true), Middle(results, isOn: false)), cancel);
        }

        return 0;
    }

    private static void Print(List<PressureResult> results, double? before)
    {
        Console.WriteLine();
        foreach (var group in results.GroupBy(result => result.IsOn))
        {
            var ratio = Spread.Of(group.Select(result => result.Ratio));
            Console.WriteLine(
                $"admit {(group.Key ? "on: " : "off:")} payments p99 alone {Of(group, r => r.Alone):0.0} ms, under bulk {Of(group, r => r.Loaded):0.0} ms (median {Of(group, r => r.LoadedMedian):0.0}), ratio {ratio.Median:0.00} " +
                $"({ratio.Lower:0.00}-{ratio.Upper:0.00}) [{ratio.Least:0.00}-{ratio.Most:0.00}]; lost payments {group.Sum(r => r.LostPayments)}; bulk {Of(group, r => r.BulkPerSecond):0}/s through, " +
                $"{Of(group, r => r.ShedPerSecond):0}/s shed; shedding stopped {Of(group, r => r.ShedFor):0.00} s after the load (worst {group.Max(r => r.ShedFor):0.00})");
        }

        var on = Spread.Of(results.Where(result => result.IsOn).Select(result => result.Ratio));
        Console.WriteLine($"target: ratio at most {Target:0.0}: {(on.Median <= Target ? "met" : "missed")}");
        if (before is { } busy && MachineLoad.Busy() is { } after)
        {
            Console.WriteLine($"the machine was busy for {(after - busy) / 1e6:0} CPU seconds in all, others included");
        }
    }

    private static double Of(IEnumerable<PressureResult> results, Func<PressureResult, double> figure) => Spread.Of(results.Select(figure)).Median;

    private static PressureResult Middle(IEnumerable<PressureResult> results, bool isOn)
    {
        var sorted = results.Where(result => result.IsOn == isOn).OrderBy(result => result.Ratio).ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Describe(PressureResult result) =>
        $"admit {(result.IsOn ? "on" : "off"),-3}: payments p99 {result.Alone:0.0} -> {result.Loaded:0.0} ms ({result.Ratio:0.00}), {result.LostPayments} lost; bulk {result.BulkPerSecond:0}/s, shed {result.ShedPerSecond:0}/s, for {result.ShedFor:0.00} s after";
}
