using System.Collections.Concurrent;
using System.Diagnostics;

namespace RetailSync.Faults.Driving;

/// <summary>A process that prints where it listens, and that can be killed without a word of warning. Safe to use from many threads.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const string AddressPrefix = "listening http ";
    private const string OperatorsPrefix = "listening operators ";
    private const int MostLines = 30;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly string _name;
    private readonly Process _process;
    private readonly string _log;
    private readonly Lock _writing = new();
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(string name, Process process) => (_name, _process, _log) = (name, process, Path.Combine(process.StartInfo.WorkingDirectory, $"{name}.log"));

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Where operators ask; null until it said so.</summary>
    public Uri? Operators { get; private set; }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The memory it holds, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Its last lines.</summary>
    public string Said => _output.IsEmpty ? "It printed nothing." : $"It printed:{Environment.NewLine}    {string.Join(Environment.NewLine + "    ", _output)}";

    /// <summary>Starts a .NET program and waits until it listens.</summary>
    /// <exception cref="FaultException">It ended, or said nothing for a minute.</exception>
    public static async Task<ChildProcess> StartAsync(string name, string program, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var child = new ChildProcess(name, new Process { StartInfo = start, EnableRaisingEvents = true });
        child._process.OutputDataReceived += (_, line) => child.Note(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Note(line.Data);
        child._process.Exited += (_, _) => child.NoteEnd();
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        try
        {
            child.Address = await child._address.Task.WaitAsync(StartTimeout, TimeProvider.System, cancel);
            return child;
        }
        catch (Exception failed)
        {
            await child.DisposeAsync();
            throw failed is TimeoutException ? new FaultException($"{name} did not listen within {StartTimeout.TotalSeconds:0} s. {child.Said}") : failed;
        }
    }

    /// <summary>Kills it with SIGKILL and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended of itself.</summary>
    public Task WaitForExitAsync(CancellationToken cancel) => _process.WaitForExitAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        _process.EnableRaisingEvents = false;
        await KillAsync();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (line.StartsWith(OperatorsPrefix, StringComparison.Ordinal) && Uri.TryCreate(line[OperatorsPrefix.Length..].Trim(), UriKind.Absolute, out var operators))
        {
            Operators = operators;
        }

        if (line.StartsWith(AddressPrefix, StringComparison.Ordinal) && Uri.TryCreate(line[AddressPrefix.Length..].Trim(), UriKind.Absolute, out var address))
        {
            _address.TrySetResult(address);
        }

        lock (_writing)
        {
            File.AppendAllText(_log, line + Environment.NewLine);
        }

        _output.Enqueue(line);
        while (_output.Count > MostLines)
        {
            _output.TryDequeue(out _);
        }
    }

    private void NoteEnd()
    {
        // Waits for the last lines of output, which say why.
        _process.WaitForExit();
        _address.TrySetException(new FaultException($"{_name} ended before it listened, exit code {_process.ExitCode}. {Said}"));
    }
}
