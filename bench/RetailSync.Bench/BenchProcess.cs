using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace RetailSync.Bench;

/// <summary>A process under test: started with the hook inside, asked for its usage, ended on disposal.</summary>
internal sealed class BenchProcess : IAsyncDisposable
{
    private const string AddressPrefix = "listening http ";
    private const string OperatorsPrefix = "listening operators ";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _socketPath;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _operators = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Socket? _hook;
    private bool _hasStarted;

    private BenchProcess(string id, Process process, string socketPath)
    {
        Id = id;
        _process = process;
        _socketPath = socketPath;
    }

    public string Id { get; }

    /// <summary>Where it listens, once it has said so.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Where operators ask; only the gateway says so.</summary>
    public Task<Uri> OperatorsAsync(CancellationToken cancel) => _operators.Task.WaitAsync(StartTimeout, TimeProvider.System, cancel);

    /// <summary>Starts <paramref name="program"/> and waits until it prints its address.</summary>
    /// <exception cref="BenchException">It ended, or said nothing for a minute.</exception>
    public static async Task<BenchProcess> StartAsync(string id, string program, string folder, IEnumerable<string> arguments, CancellationToken cancel)
    {
        if (!File.Exists(program))
        {
            throw new BenchException($"{id}: {program} does not exist. Build it first, or name it with --gateway.");
        }

        var socketPath = Path.Combine(folder, $"{id}.sock");
        File.Delete(socketPath);
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = BenchPaths.Program("RetailSync.Bench.Hook");
        start.Environment["RETAILSYNC_BENCH_SOCKET"] = socketPath;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment.Remove("ASPNETCORE_HTTP_PORTS");

        var bench = new BenchProcess(id, new Process { StartInfo = start, EnableRaisingEvents = true }, socketPath);
        try
        {
            await bench.StartAsync(cancel);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the process what it has used so far, after a full collection if so wished.</summary>
    public async Task<UsageSample> SampleAsync(CancellationToken cancel, bool collects = false)
    {
        var hook = _hook ?? throw new InvalidOperationException("The process has not been started.");
        await hook.SendAsync(collects ? "g"u8.ToArray() : "?"u8.ToArray(), cancel);
        var buffer = new byte[1_024];
        var length = 0;
        do
        {
            var count = await hook.ReceiveAsync(buffer.AsMemory(length), cancel);
            length += count > 0 ? count : throw new BenchException($"{Id} ended during the run. {Said()}");
        }
        while (buffer[length - 1] != '\n');

        return UsageSample.Parse(Encoding.ASCII.GetString(buffer, 0, length).TrimEnd());
    }

    public async ValueTask DisposeAsync()
    {
        _hook?.Dispose();
        _process.EnableRaisingEvents = false;
        if (_hasStarted && !_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        File.Delete(_socketPath);
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Exited += (_, _) => NoteEnd();
        _process.Start();
        _hasStarted = true;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Address = await _address.Task.WaitAsync(StartTimeout, TimeProvider.System, cancel);
        }
        catch (TimeoutException)
        {
            throw new BenchException($"{Id} printed no line '{AddressPrefix}http://...' within {StartTimeout.TotalSeconds:0} s. {Said()}");
        }

        _hook = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await _hook.ConnectAsync(new UnixDomainSocketEndPoint(_socketPath), cancel);
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (line.StartsWith(AddressPrefix, StringComparison.Ordinal) && Uri.TryCreate(line[AddressPrefix.Length..].Trim(), UriKind.Absolute, out var address))
        {
            _address.TrySetResult(address);
        }

        if (line.StartsWith(OperatorsPrefix, StringComparison.Ordinal) && Uri.TryCreate(line[OperatorsPrefix.Length..].Trim(), UriKind.Absolute, out var operators))
        {
            _operators.TrySetResult(operators);
        }

        _output.Enqueue(line);
        while (_output.Count > 20)
        {
            _output.TryDequeue(out _);
        }
    }

    private void NoteEnd()
    {
        // Waits for the last lines of output, which say why.
        _process.WaitForExit();
        _address.TrySetException(new BenchException($"{Id} ended before it listened, exit code {_process.ExitCode}. {Said()}"));
    }

    private string Said() => _output.IsEmpty ? "It printed nothing." : $"It printed:{Environment.NewLine}    {string.Join(Environment.NewLine + "    ", _output)}";
}
