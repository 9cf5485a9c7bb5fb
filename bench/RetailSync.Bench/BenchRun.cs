using System.Globalization;

namespace RetailSync.Bench;

/// <summary>The whole run: restarts, warm-ups, rounds, report.</summary>
internal static class BenchRun
{
    private const int OpenLoopFactor = 4;

    public static async Task<int> ExecuteAsync(BenchOptions options, TimeProvider clock, CancellationToken cancel)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var candidates = Candidates.All.Where(c => options.Only.Count == 0 || c.Id == Candidates.Raw || options.Only.Contains(c.Id)).ToList();
        var measurements = new List<Measurement>();
        await using var issuer = await TokenIssuer.StartAsync(cancel);
        var token = issuer.Mint(clock.GetUtcNow());
        var halfRate = 0.0;
        try
        {
            for (var restart = 1; restart <= options.Restarts; restart++)
            {
                Console.WriteLine($"restart {restart} of {options.Restarts}");
                await using var stage = await BenchStage.StartAsync(options, candidates, issuer.Issuer, token, cancel);
                var capacity = await WarmUpAsync(stage, options, cancel);
                halfRate = halfRate > 0 ? halfRate : Math.Round(capacity / 200) * 100;
                await MeasureAsync(stage, options, restart, halfRate, measurements, cancel);
                await CheckExportsAsync(stage, cancel);
            }
        }
        catch (BenchException reason)
        {
            await Console.Error.WriteLineAsync(reason.Message);
            return 1;
        }

        var report = new Report(options, halfRate, candidates, measurements);
        report.Print(Console.Out);
        if (options.Json is not null)
        {
            await report.SaveAsync(options.Json, cancel);
        }

        return 0;
    }

    private static async Task<double> WarmUpAsync(BenchStage stage, BenchOptions options, CancellationToken cancel)
    {
        if (stage.Ready is not [{ Id: Candidates.Raw }, ..])
        {
            throw new BenchException("Stock YARP did not start, so there is nothing to compare with.");
        }

        var capacity = 0.0;
        foreach (var candidate in stage.Ready)
        {
            var slices = await WarmUp.RunAsync(stage, candidate, options, cancel);
            Console.WriteLine($"  warm  {candidate.Id,-15} {slices.Sum(slice => slice.Requests),9:N0} requests, CPU us/request {string.Join(' ', slices.Select(slice => $"{slice.CpuPerRequest:0}"))}{(WarmUp.IsSteady(slices) ? "" : "  NOT STEADY YET")}");
            capacity = candidate.Id == Candidates.Raw ? slices.TakeLast(2).Average(slice => slice.RequestsPerSecond) : capacity;
        }

        return capacity;
    }

    private static async Task MeasureAsync(
        BenchStage stage, BenchOptions options, int restart, double halfRate, List<Measurement> measurements, CancellationToken cancel)
    {
        // Round n of the run belongs to the restart that its share falls into; every round is whole.
        var first = (restart - 1) * options.Rounds / options.Restarts;
        var last = restart * options.Rounds / options.Restarts;
        for (var round = first + 1; round <= last; round++)
        {
            foreach (var level in Enum.GetValues<LoadLevel>())
            {
                var order = stage.Ready.ToArray();
                Random.Shared.Shuffle(order);
                foreach (var candidate in order)
                {
                    var (connections, rate) = level == LoadLevel.Half ? (options.Connections * OpenLoopFactor, halfRate) : (options.Connections, 0);
                    var window = await stage.MeasureAsync(candidate, connections, options.Seconds, rate, cancel);
                    measurements.Add(window with { Restart = restart, Round = round });
                }
            }

            var raw = measurements.Last(m => m is { Candidate: Candidates.Raw, Level: LoadLevel.Saturated });
            Console.WriteLine($"  round {round} of {options.Rounds}: raw {raw.RequestsPerSecond:N0}/s at {raw.CpuPerRequest:0.0} us");
        }
    }

    private static async Task CheckExportsAsync(BenchStage stage, CancellationToken cancel)
    {
        if (stage.Ready.Any(candidate => candidate.MustExport) && await stage.CountExportsAsync(cancel) == 0)
        {
            throw new BenchException("No telemetry reached the sink, so the figure with traces would be false.");
        }
    }
}
