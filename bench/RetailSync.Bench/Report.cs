using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RetailSync.Bench;

/// <summary>Tells what a run found, for people and as JSON.</summary>
internal sealed class Report(BenchOptions options, double halfRate, IReadOnlyList<Candidate> candidates, IReadOnlyList<Measurement> measurements)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() }, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly Figures _figures = new(measurements);

    private IEnumerable<Candidate> Measured => candidates.Where(candidate => _figures.Has(candidate.Id));

    public void Print(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        output.WriteLine($"{options.Rounds} rounds over {options.Restarts} restarts, windows of {options.Seconds:0.#} s, {options.Connections} connections; half load is {halfRate:N0} requests/s");
        PrintSaturated(output);
        PrintHalf(output);
        PrintTargets(output);
        PrintWarnings(output);
    }

    public async Task SaveAsync(string path, CancellationToken cancel)
    {
        await using var file = File.Create(path);
        var targets = Target.All.Select(target => (target, spread: target.Measure(_figures))).Select(t =>
            new { t.target.Text, t.target.Limit, Measured = t.spread, Verdict = t.target.Verdict(t.spread) });
        var document = new { options.Rounds, options.Restarts, options.Seconds, options.Connections, HalfRate = halfRate, Environment.ProcessorCount, Targets = targets, Windows = measurements };
        await JsonSerializer.SerializeAsync(file, document, Json, cancel);
    }

    private void PrintSaturated(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("Saturated (closed loop). CPU is the process under test alone; ratios are per round, median (quartiles) [extremes].");
        output.WriteLine($"{"candidate",-15} {"req/s",8} {"CPU us",7} {"B/req",7} {"MB",5} {"p99 ms",7}  {"CPU / raw",-36} {"throughput / raw",-36}");
        foreach (var id in Measured.Select(candidate => candidate.Id))
        {
            output.WriteLine(
                $"{id,-15} {Median(id, LoadLevel.Saturated, m => m.RequestsPerSecond),8:N0} {Median(id, LoadLevel.Saturated, m => m.CpuPerRequest),7:0.0}" +
                $" {Median(id, LoadLevel.Saturated, m => m.BytesPerRequest),7:N0} {Median(id, LoadLevel.Half, m => m.ResidentMegabytes),5:0}" +
                $" {Median(id, LoadLevel.Saturated, m => m.P99 / 1_000),7:0.00}  {Show(_figures.Ratio(id, Candidates.Raw, LoadLevel.Saturated, m => m.CpuPerRequest)),-36}" +
                $" {Show(_figures.Ratio(id, Candidates.Raw, LoadLevel.Saturated, m => m.RequestsPerSecond)),-36}");
        }
    }

    private void PrintHalf(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("Half load (open loop, latency from the moment a request was due).");
        output.WriteLine($"{"candidate",-15} {"CPU us",7} {"p50 ms",7} {"p99 ms",7}  {"CPU / raw",-36} {"p99 - raw, ms",-36}");
        foreach (var id in Measured.Select(candidate => candidate.Id))
        {
            output.WriteLine(
                $"{id,-15} {Median(id, LoadLevel.Half, m => m.CpuPerRequest),7:0.0} {Median(id, LoadLevel.Half, m => m.P50 / 1_000),7:0.00}" +
                $" {Median(id, LoadLevel.Half, m => m.P99 / 1_000),7:0.00}  {Show(_figures.Ratio(id, Candidates.Raw, LoadLevel.Half, m => m.CpuPerRequest)),-36}" +
                $" {Show(_figures.Difference(id, Candidates.Raw, LoadLevel.Half, m => m.P99 / 1_000)),-36}");
        }
    }

    private void PrintTargets(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{"target",-44} {"bound",8}  {"measured",-36} verdict");
        foreach (var target in Target.All)
        {
            var spread = target.Measure(_figures);
            output.WriteLine($"{target.Text,-44} {(target.IsUpper ? "<=" : ">=") + $" {target.Limit:0.00}",8}  {Show(spread),-36} {target.Verdict(spread)}");
        }
    }

    private void PrintWarnings(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"Beside the candidate, per request: upstream {Median(Candidates.Raw, LoadLevel.Saturated, m => m.UpstreamCpuPerRequest):0.0} us, load generator {Median(Candidates.Raw, LoadLevel.Saturated, m => m.LoadCpuPerRequest):0.0} us.");
        var others = Spread.Of(measurements.Select(m => m.TakenByOthers));
        if (others.Median > 0.03)
        {
            output.WriteLine($"WARNING other programs took {others.Median:P0} of the machine in the median window, {others.Most:P0} in the worst: throughput and latency are not to be trusted, CPU per request with care.");
        }

        foreach (var id in Measured.Select(candidate => candidate.Id))
        {
            var between = _figures.Of(id, LoadLevel.Saturated, m => m.CpuBetweenWindows).Median;
            if (between > 0.02)
            {
                output.WriteLine($"WARNING {id} spent {between:P1} of a window's CPU between its windows; its ratio leaves that out.");
            }

            if (_figures.Failures(id) > 0)
            {
                output.WriteLine($"WARNING {id} had {_figures.Failures(id):N0} failed requests ({_figures.FirstFailure(id)}); its figures do not count.");
            }
        }

        foreach (var missing in candidates.Where(candidate => !_figures.Has(candidate.Id)))
        {
            output.WriteLine($"WARNING {missing.Id} was not measured.");
        }
    }

    private double Median(string candidate, LoadLevel level, Func<Measurement, double> figure) => _figures.Of(candidate, level, figure).Median;

    private static string Show(Spread spread) => double.IsNaN(spread.Median)
        ? "-"
        : $"{spread.Median:0.000} ({spread.Lower:0.000}-{spread.Upper:0.000}) [{spread.Least:0.000}-{spread.Most:0.000}]";
}
