using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace RetailSync.Testing;

/// <summary>A real PostgreSQL server with a cluster of its own on a free loopback port, with fsync on. Disposing it ends it and removes the cluster.</summary>
/// <remarks>Where its binaries are missing, the test is skipped; where the environment variable CI is set, it fails.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "retailsync";
    private const string Debian = "/usr/lib/postgresql";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartSharedAsync);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-postgres-");
    private readonly string _binaries;
    private int _databases;

    private PostgresServer(string binaries, int port) => (_binaries, Port) = (binaries, port);

    /// <summary>The port, the same after a restart.</summary>
    public int Port { get; }

    private string Cluster => Path.Combine(_folder.FullName, "cluster");

    /// <summary>One server for all tests of this process; it ends with the process. Nobody may stop it.</summary>
    public static async Task<PostgresServer> SharedAsync()
    {
        // Outside the shared task: each test that cannot run says so itself.
        FindBinaries();
        return await Shared.Value;
    }

    /// <summary>Makes a cluster, starts a server on it and waits until it answers.</summary>
    public static async Task<PostgresServer> StartNewAsync()
    {
        var server = new PostgresServer(FindBinaries(), FreePort());
        try
        {
            await server.InitializeAsync();
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await RunAsync("createdb", "-h", "127.0.0.1", "-p", $"{Port}", "-U", User, name);
        return $"Host=127.0.0.1;Port={Port};Username={User};Database={name}";
    }

    /// <summary>Starts it again on its port, with what it had on disk, and waits until it answers.</summary>
    public Task StartAsync() => RunAsync(
        "pg_ctl", "-D", Cluster, "-l", Path.Combine(_folder.FullName, "log"), "-w", "-t", "60",
        "-o", $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 -c fsync=on", "start");

    /// <summary>Ends it at once, as a crash would.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", "-D", Cluster, "-m", "immediate", "-w", "stop");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Cluster, "postmaster.pid")))
        {
            await StopAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static async Task<PostgresServer> StartSharedAsync()
    {
        var server = await StartNewAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.EndLater();
        return server;
    }

    private static string FindBinaries()
    {
        var newestFirst = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderByDescending(path => path, StringComparer.Ordinal).Select(path => Path.Combine(path, "bin")) : [];
        var folders = newestFirst.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        if (folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl"))) is { } found)
        {
            return found;
        }

        const string Missing = $"PostgreSQL's initdb and pg_ctl are neither in PATH nor below {Debian}. Install Debian's package postgresql.";
        if (Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
        {
            Assert.Skip(Missing);
        }

        throw new InvalidOperationException(Missing);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The server refuses to run as root.
    private static string? OtherUser() => Environment.UserName != "root" ? null : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private async Task InitializeAsync()
    {
        if (OtherUser() is { } user)
        {
            await RunProgramAsync("chown", [user, _folder.FullName]);
        }

        await RunAsync("initdb", "-D", Cluster, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
    }

    // A process that ends waits for nobody: a shell of its own ends the server and removes the cluster.
    private void EndLater()
    {
        const string Script = "kill -QUIT \"$1\"; for i in $(seq 100); do kill -0 \"$1\" || break; sleep 0.1; done; rm -rf \"$2\"";
        var start = new ProcessStartInfo("sh");
        foreach (var argument in (string[])["-c", "setsid sh -c \"$0\" sh \"$1\" \"$2\" >/dev/null 2>&1 </dev/null &", Script, File.ReadLines(Path.Combine(Cluster, "postmaster.pid")).First(), _folder.FullName])
        {
            start.ArgumentList.Add(argument);
        }

        Process.Start(start)!.Dispose();
    }

    private Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries, program);
        return OtherUser() is { } user ? RunProgramAsync("runuser", ["-u", user, "--", path, .. arguments]) : RunProgramAsync(path, arguments);
    }

    // Its output goes to a file: the server that pg_ctl starts keeps its streams open, and a pipe would never end.
    private async Task RunProgramAsync(string program, string[] arguments)
    {
        var output = Path.Combine(Path.GetTempPath(), $"{_folder.Name}-{Guid.NewGuid():N}");
        var start = new ProcessStartInfo("sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "output=$1; shift; exec \"$@\" >\"$output\" 2>&1 </dev/null", "sh", output, program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await File.ReadAllTextAsync(output)}");
            }
        }
        finally
        {
            File.Delete(output);
        }
    }
}
