using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace RetailSync.Testing;

/// <summary>The gateway's own program as a child process, for what only a process can show: signals, exit codes, memory. Disposing it kills it.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentDictionary<string, Uri> _addresses = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(Process process) => _process = process;

    /// <summary>The address without TLS.</summary>
    public Uri Http => _addresses["http"];

    /// <summary>The address with TLS.</summary>
    public Uri Https => _addresses["https"];

    /// <summary>The operators' address.</summary>
    public Uri Operators => _addresses["operators"];

    /// <summary>Everything that it wrote.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>How much memory it holds, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it on any free ports, unless the arguments say otherwise, and waits until it is ready.</summary>
    public static async Task<GatewayProcess> StartAsync(string configFolder, params IEnumerable<string> arguments)
    {
        // artifacts/bin/<project>/<configuration>/: built along with the tests.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "RetailSync.Gateway", own.Name, "RetailSync.Gateway.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--config", Path.Combine(configFolder, "yarp.json"), "--Listeners:Http:Port=0", "--Listeners:Https:Port=0", "--Operators:Port=0", .. arguments])
        {
            WorkingDirectory = configFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        var gateway = new GatewayProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        try
        {
            await gateway.StartAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>What <c>/ready</c> says.</summary>
    public async Task<int> ReadyAsync()
    {
        using var client = TestClients.Http1(Operators);
        using var answer = await client.GetAsync(new Uri("/ready", UriKind.Relative));
        return (int)answer.StatusCode;
    }

    /// <summary>Sends it a signal, such as <c>TERM</c>.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended. Returns its exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task StartAsync()
    {
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"The gateway ended: {Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await _listening.Task.WaitAsync(Patience, TimeProvider.System);
        await Deadline.UntilAsync(async () => await ReadyAsync() == 200 ? "ready" : null, "the gateway is ready");
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.Split(' ') is ["listening", var kind, var address])
        {
            _addresses[kind] = new Uri(address);
            if (kind == "operators")
            {
                _listening.TrySetResult();
            }
        }
    }
}
