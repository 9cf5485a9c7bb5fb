using System.Diagnostics;
using System.Globalization;

namespace RetailSync.Bench.Pressure;

/// <summary>A system with few, slow slots, a gateway in front of it, and those who call.</summary>
internal sealed class PressureStage : IAsyncDisposable
{
    public const int Slots = 8;
    public const int Milliseconds = 20;
    public const int PaymentsPerSecond = 60;
    public const int BulkConnections = 64;

    private const int PaymentConnections = 12;
    private const double PauseAfterRefusal = 0.05;
    private const double TrickleInterval = 0.05;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rs-pressure-");
    private readonly bool _isOn;
    private BenchProcess? _upstream;
    private BenchProcess? _gateway;

    private PressureStage(bool isOn) => _isOn = isOn;

    public static async Task<PressureStage> StartAsync(string gateway, bool isOn, CancellationToken cancel)
    {
        var stage = new PressureStage(isOn);
        try
        {
            await stage.StartAsync(gateway, cancel);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Warms up, so that compiling the gateway's code is not taken for a slow system, and then runs the course.</summary>
    public async Task<PressureResult> RunAsync(CancellationToken cancel)
    {
        var port = _gateway!.Address.Port;
        var warm = new PressureCaller(port, isPayment: true);
        await Task.Run(() => warm.Press(Stopwatch.GetTimestamp(), 0, 4, PauseAfterRefusal), cancel);
        warm.Close();

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var start = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
        var limits = WatchAsync(await _gateway.OperatorsAsync(cancel), start, ended.Token);
        var calls = await Task.Run(() => Call(port, start), cancel);
        await ended.CancelAsync();
        return new PressureResult(_isOn, calls, await limits);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _gateway, _upstream }.OfType<BenchProcess>())
        {
            await process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static List<PressureCall> Call(int port, long start)
    {
        var callers = new List<(PressureCaller Caller, Action<PressureCaller> Drive)>();
        for (var i = 0; i < PaymentConnections; i++)
        {
            var first = i / (double)PaymentsPerSecond;
            callers.Add((new PressureCaller(port, isPayment: true), caller => caller.Pace(start, first, PressureTimes.End, PaymentConnections / (double)PaymentsPerSecond)));
        }

        // One trickles before, during and after: it tells when shedding has stopped.
        callers.Add((new PressureCaller(port, isPayment: false), caller => caller.Pace(start, TrickleInterval / 2, PressureTimes.End, TrickleInterval)));
        for (var i = 0; i < BulkConnections; i++)
        {
            callers.Add((new PressureCaller(port, isPayment: false), caller => caller.Press(start, PressureTimes.BulkBegins, PressureTimes.BulkEnds, PauseAfterRefusal)));
        }

        var threads = callers.Select(entry => new Thread(() => entry.Drive(entry.Caller), maxStackSize: 256 * 1_024)).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        callers.ForEach(entry => entry.Caller.Close());
        return [.. callers.SelectMany(entry => entry.Caller.Calls).OrderBy(call => call.At)];
    }

    private static async Task<List<(double At, double Limit)>> WatchAsync(Uri operators, long start, CancellationToken cancel)
    {
        var limits = new List<(double, double)>();
        using var client = new HttpClient { BaseAddress = operators };
        try
        {
            while (true)
            {
                var line = (await client.GetStringAsync("metrics", cancel)).Split('\n').FirstOrDefault(line => line.StartsWith("retailsync_admit_limit", StringComparison.Ordinal));
                if (line is not null)
                {
                    // name{labels} value timestamp
                    var value = line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
                    limits.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, double.Parse(value, CultureInfo.InvariantCulture)));
                }

                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            // The course is over.
            return limits;
        }
    }

    private async Task StartAsync(string gateway, CancellationToken cancel)
    {
        _upstream = await BenchProcess.StartAsync("upstream", BenchPaths.Program("RetailSync.Bench.Upstream"), _folder.FullName, [$"{Slots}", $"{Milliseconds}"], cancel);
        var folder = _folder.CreateSubdirectory("gateway").FullName;
        var config = GatewayConfig.Write(new Candidate("pressure", "admit") { Template = "gateway-pressure.json" }, folder, new BenchAddresses(_upstream.Address.ToString(), "", ""));
        string[] arguments = _isOn ? ["--config", config] : ["--config", config, "--ReverseProxy:Routes:bench:Policies:admit:Shadow=true"];
        _gateway = await BenchProcess.StartAsync("gateway", gateway, folder, arguments, cancel);
    }
}
