using System.Diagnostics;
using System.Globalization;
using RetailSync.Bench.Load;

namespace RetailSync.Bench;

/// <summary>Every process of one restart, from upstream to load generator.</summary>
internal sealed class BenchStage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rs-bench-");
    private readonly Dictionary<string, BenchProcess> _candidates = [];
    private readonly Dictionary<string, UsageSample> _lastSamples = [];
    private readonly string _token;
    private BenchProcess? _upstream;
    private BenchProcess? _sink;
    private LoadClient? _load;
    private RedisProcess? _redis;

    private BenchStage(string token) => _token = token;

    /// <summary>The candidates that started and answered as they should.</summary>
    public List<Candidate> Ready { get; } = [];

    public static async Task<BenchStage> StartAsync(BenchOptions options, IReadOnlyList<Candidate> candidates, string issuer, string token, CancellationToken cancel)
    {
        var stage = new BenchStage(token);
        try
        {
            await stage.StartSurroundingsAsync(candidates.Any(candidate => candidate.NeedsRedis), cancel);
            var addresses = new BenchAddresses(stage._upstream!.Address.ToString(), stage._sink!.Address.ToString(), issuer, stage._redis?.Address);
            foreach (var candidate in candidates)
            {
                await stage.TryStartAsync(candidate, options, addresses, cancel);
            }

            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts load on one candidate and accounts for what its process spent meanwhile.</summary>
    public async Task<Measurement> MeasureAsync(Candidate candidate, int connections, double seconds, double rate, CancellationToken cancel)
    {
        var process = _candidates[candidate.Id];
        var busyBefore = MachineLoad.Busy();
        var startedAt = Stopwatch.GetTimestamp();
        var before = await process.SampleAsync(cancel);
        var upstreamBefore = await _upstream!.SampleAsync(cancel);
        var result = await _load!.RunAsync(
            new LoadOrder
            {
                Port = process.Address.Port,
                Paths = candidate.Paths,
                Body = candidate.Body,
                Authorization = candidate.NeedsToken ? $"Bearer {_token}" : null,
                Connections = connections,
                Seconds = seconds,
                Rate = rate,
            },
            cancel);
        var after = await process.SampleAsync(cancel);
        var upstreamAfter = await _upstream.SampleAsync(cancel);
        var ours = after.Cpu - before.Cpu + upstreamAfter.Cpu - upstreamBefore.Cpu + result.CpuMicroseconds;
        var others = MachineLoad.Busy() - busyBefore - ours;
        var idle = _lastSamples.TryGetValue(candidate.Id, out var last) ? before.Cpu - last.Cpu : 0;
        _lastSamples[candidate.Id] = after;
        double requests = Math.Max(1, result.Requests + result.Failures);
        return new Measurement
        {
            Candidate = candidate.Id,
            Restart = 0,
            Round = 0,
            Level = rate > 0 ? LoadLevel.Half : LoadLevel.Saturated,
            Requests = result.Requests,
            Failures = result.Failures,
            FirstFailure = result.FirstFailure,
            RequestsPerSecond = result.Requests / Math.Max(0.001, result.Seconds),
            CpuPerRequest = (after.Cpu - before.Cpu) / requests,
            UpstreamCpuPerRequest = (upstreamAfter.Cpu - upstreamBefore.Cpu) / requests,
            LoadCpuPerRequest = result.CpuMicroseconds / requests,
            CpuBetweenWindows = (double)idle / Math.Max(1, after.Cpu - before.Cpu),
            TakenByOthers = others is null ? double.NaN : Math.Max(0, others.Value) / (Stopwatch.GetElapsedTime(startedAt).TotalMicroseconds * Environment.ProcessorCount),
            BytesPerRequest = (after.Allocated - before.Allocated) / requests,
            PauseShare = (after.Pause - before.Pause) / 1e6 / Math.Max(0.001, result.Seconds),
            ResidentMegabytes = after.ResidentBytes / 1e6,
            P50 = result.P50,
            P99 = result.P99,
        };
    }

    /// <summary>What a gateway's metrics say.</summary>
    public async Task<string> MetricsAsync(Candidate candidate, CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = await _candidates[candidate.Id].OperatorsAsync(cancel) };
        return await client.GetStringAsync("metrics", cancel);
    }

    /// <summary>How many writes the telemetry sink has taken.</summary>
    public async Task<long> CountExportsAsync(CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = _sink!.Address };
        return long.Parse(await client.GetStringAsync("count", cancel), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (_load is not null)
        {
            await _load.DisposeAsync();
        }

        foreach (var process in _candidates.Values.Append(_sink).Append(_upstream).OfType<BenchProcess>())
        {
            await process.DisposeAsync();
        }

        _redis?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task StartSurroundingsAsync(bool withRedis, CancellationToken cancel)
    {
        var program = BenchPaths.Program("RetailSync.Bench.Upstream");
        _upstream = await BenchProcess.StartAsync("upstream", program, _folder.FullName, [], cancel);
        _sink = await BenchProcess.StartAsync("sink", program, _folder.FullName, [], cancel);
        _load = LoadClient.Start();
        _redis = withRedis ? await RedisProcess.TryStartAsync(_folder.FullName, cancel) : null;
    }

    private async Task TryStartAsync(Candidate candidate, BenchOptions options, BenchAddresses addresses, CancellationToken cancel)
    {
        try
        {
            if (candidate.NeedsRedis && addresses.Redis is null)
            {
                throw new BenchException("redis-server could not be started. It is in the package redis-server.");
            }

            var folder = _folder.CreateSubdirectory(candidate.Id).FullName;
            var process = candidate.Template is null
                ? await BenchProcess.StartAsync(candidate.Id, BenchPaths.Program("RetailSync.Bench.RawYarp"), folder, RawArguments(candidate, addresses), cancel)
                : await BenchProcess.StartAsync(candidate.Id, options.Gateway, folder, ["--config", GatewayConfig.Write(candidate, folder, addresses)], cancel);
            _candidates.Add(candidate.Id, process);
            await Probe.CheckAsync(candidate, process.Address, _token, cancel);
            Ready.Add(candidate);
        }
        catch (BenchException reason)
        {
            // The others can still be measured, but never silently without this one.
            await Console.Error.WriteLineAsync($"NOT MEASURED {candidate.Id}: {reason.Message}");
        }
    }

    private static string[] RawArguments(Candidate candidate, BenchAddresses addresses) =>
        ["--Upstream", addresses.Upstream, "--Routes", $"{candidate.Routes}", "--Variant", candidate.Variant, "--Issuer", addresses.Issuer];
}
