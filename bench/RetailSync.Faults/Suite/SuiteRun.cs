using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RetailSync.Faults.Driving;

namespace RetailSync.Faults.Suite;

/// <summary>Tries one fault after another and reports.</summary>
internal sealed class SuiteRun(TextWriter output)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<(string Fault, string Store, RoundResult Result)> _results = [];
    private readonly List<string> _notTried = [];

    /// <summary>Runs it.</summary>
    /// <returns>0 when all held, 1 when something did not, 2 when something could not be tried.</returns>
    public async Task<int> RunAsync(SuiteOptions options, CancellationToken cancel)
    {
        var since = Stopwatch.StartNew();
        output.WriteLine($"seed {options.Seed}");
        try
        {
            await GatewayBuild.RunAsync(cancel);
            output.WriteLine($"gateway built in {Seconds(since.Elapsed)}");
            foreach (var store in options.Store is { } only ? [only] : (string[])["sqlite", "postgres"])
            {
                await RunAsync(store, options, cancel);
            }
        }
        catch (FaultException impossible)
        {
            output.WriteLine(impossible.Message);
            return 2;
        }

        ReportWriter.Write(output, _results);
        foreach (var line in _notTried)
        {
            output.WriteLine(line);
        }

        if (options.JsonFile is { } file)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { options.Seed, Rounds = _results.Select(one => new { one.Fault, one.Store, one.Result }) }, Json), cancel);
        }

        var failed = _results.Count(one => !one.Result.IsPassed);
        output.WriteLine($"{_results.Count - failed} rounds held, {failed} did not, {_notTried.Count} not tried. {Seconds(since.Elapsed)}, seed {options.Seed}");
        return failed > 0 ? 1 : _notTried.Count > 0 ? 2 : 0;
    }

    private async Task RunAsync(string store, SuiteOptions options, CancellationToken cancel)
    {
        var faults = AllFaults.List.Where(fault => fault.Suits(store) && (options.Faults.Count == 0 ? !options.IsShort || fault.IsInShortForm : options.Faults.Contains(fault.Name))).ToList();
        if (faults.Count == 0)
        {
            return;
        }

        if (store == "postgres" && !PostgresServer.IsInstalled)
        {
            _notTried.Add("postgres: not tried, it is not installed.");
            return;
        }

        await using var postgres = store == "postgres" ? await PostgresServer.StartAsync(cancel) : null;
        foreach (var fault in faults)
        {
            await RunAsync(fault, new FaultRun(store, options.Kills, options.IsShort, options.Seed, postgres, output), cancel);
        }
    }

    private async Task RunAsync(Fault fault, FaultRun run, CancellationToken cancel)
    {
        output.WriteLine($"{fault.Name} ({run.Store}): {fault.Description}");
        var since = Stopwatch.StartNew();
        try
        {
            await foreach (var result in fault.RunAsync(run, cancel))
            {
                _results.Add((fault.Name, run.Store, result));
                output.WriteLine($"  {(result.IsPassed ? "held" : "FAILED")}: {result.Round}, {Seconds(since.Elapsed)}");
            }
        }
        catch (FaultException impossible)
        {
            _results.Add((fault.Name, run.Store, new RoundResult("could not be finished", null) { Complaints = [impossible.Message] }));
            output.WriteLine($"  FAILED: {impossible.Message}");
        }
        catch (HttpRequestException unreachable)
        {
            _results.Add((fault.Name, run.Store, new RoundResult("could not be finished", null) { Complaints = [unreachable.Message] }));
            output.WriteLine($"  FAILED: {unreachable.Message}");
        }
    }

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");
}
