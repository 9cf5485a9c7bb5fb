using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RetailSync.Faults.Driving;

/// <summary>A PostgreSQL server of its own, in a folder that is gone afterwards.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string DebianFolder = "/usr/lib/postgresql";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder;
    private readonly string _tools;
    private readonly int _port;
    private Process? _server;
    private int _databases;

    private PostgresServer(DirectoryInfo folder, string tools, int port) => (_folder, _tools, _port) = (folder, tools, port);

    /// <summary>Whether the programs are there.</summary>
    public static bool IsInstalled => Tools() is not null;

    /// <summary>Starts one.</summary>
    /// <exception cref="FaultException">It is not installed, or did not start.</exception>
    public static async Task<PostgresServer> StartAsync(CancellationToken cancel)
    {
        var tools = Tools() ?? throw new FaultException($"PostgreSQL is not installed below {DebianFolder}. Install the package postgresql, or leave --store postgres away.");
        var server = new PostgresServer(Directory.CreateTempSubdirectory("retailsync-faults-pg-"), tools, FreePort());
        try
        {
            await server.StartAsync(tools, cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach a new database of it.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancel)
    {
        var name = $"faults{Interlocked.Increment(ref _databases)}";
        await RunAsync("createdb", ["-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", name], cancel);
        return $"Host=127.0.0.1;Port={_port};Username=postgres;Database={name}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            // SIGQUIT: at once; SIGKILL would leave its children.
            using var quit = Process.Start("kill", ["-QUIT", $"{_server.Id}"]);
            await quit.WaitForExitAsync();
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync(string tools, CancellationToken cancel)
    {
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            await RunToolAsync("chown", ["postgres", _folder.FullName], cancel);
        }

        var data = Path.Combine(_folder.FullName, "data");
        await RunAsync("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"], cancel);
        _server = Process.Start(Info("postgres", ["-D", data, "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder.FullName}", "-c", "max_connections=200"]))!;
        _server.OutputDataReceived += static (_, _) => { };
        _server.ErrorDataReceived += static (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        var since = Stopwatch.StartNew();
        while (!await IsReadyAsync(cancel))
        {
            if (_server.HasExited || since.Elapsed > StartTimeout)
            {
                throw new FaultException($"{tools}/postgres did not start.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancel);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        using var process = Process.Start(Info("pg_isready", ["-h", "127.0.0.1", "-p", $"{_port}"]))!;
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0;
    }

    private Task RunAsync(string tool, IEnumerable<string> arguments, CancellationToken cancel) => RunAsync(Info(tool, arguments), cancel);

    private static Task RunToolAsync(string tool, IEnumerable<string> arguments, CancellationToken cancel) => RunAsync(new ProcessStartInfo(tool, arguments), cancel);

    private static async Task RunAsync(ProcessStartInfo info, CancellationToken cancel)
    {
        info.RedirectStandardOutput = info.RedirectStandardError = true;
        using var process = Process.Start(info)!;
        var (said, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0)
        {
            throw new FaultException($"{info.FileName} {string.Join(' ', info.ArgumentList)} failed: {await said}{await error}");
        }
    }

    private ProcessStartInfo Info(string tool, IEnumerable<string> arguments)
    {
        var program = Path.Combine(_tools, tool);
        var info = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        info.RedirectStandardOutput = info.RedirectStandardError = true;
        info.WorkingDirectory = _folder.FullName;
        return info;
    }

    private static string? Tools() => Directory.Exists(DebianFolder)
        ? Directory.EnumerateDirectories(DebianFolder).Select(version => Path.Combine(version, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).OrderDescending(StringComparer.Ordinal).FirstOrDefault()
        : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
