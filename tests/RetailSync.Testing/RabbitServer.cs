using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace RetailSync.Testing;

/// <summary>A real RabbitMQ broker: a node of its own on free loopback ports, with its files in a folder of its own. Disposing it ends it and removes the folder.</summary>
/// <remarks>Where the broker is missing, the test is skipped; where the environment variable CI is set, it fails. A broker that the system runs is not touched.</remarks>
public sealed class RabbitServer : IAsyncDisposable
{
    // Debian's command in PATH insists on the user rabbitmq and the system's folders; this is the one behind it.
    private const string Binary = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-rabbit-");
    private readonly int _distributionPort = FreePort();
    private readonly int _mapperPort = FreePort();
    private Process? _process;

    private RabbitServer(int port) => Port = port;

    /// <summary>The port, the same after a restart.</summary>
    public int Port { get; }

    /// <summary>An AMQP URI of the broker's own user.</summary>
    public string Connection => $"amqp://guest:guest@127.0.0.1:{Port}/";

    /// <summary>Starts a broker and waits until it answers.</summary>
    public static async Task<RabbitServer> StartNewAsync()
    {
        if (!File.Exists(Binary))
        {
            const string Missing = $"{Binary} is missing. Install Debian's package rabbitmq-server.";
            if (Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
            {
                Assert.Skip(Missing);
            }

            throw new InvalidOperationException(Missing);
        }

        var server = new RabbitServer(FreePort());
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on its port, with what it had on disk, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        // Starting takes seconds on an idle machine, and many times that on a busy one.
        _process = Launch();
        var start = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(start) > StartLimit)
            {
                throw new InvalidOperationException($"The broker does not answer on port {Port}: {await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "output"))}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await ShellAsync($"kill -s KILL -- -{process.Id}");
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Raises the memory alarm, or ends it: while it lasts the broker takes nothing from publishers.</summary>
    public async Task SetAlarmAsync(bool isOn)
    {
        using var control = Process.Start(Prepare("/usr/lib/rabbitmq/bin/rabbitmqctl", "set_vm_memory_high_watermark", isOn ? "0.000001" : "0.4"))!;
        await control.WaitForExitAsync();
        Assert.Equal(0, control.ExitCode);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();

        // The port mapper outlives its nodes.
        await ShellAsync($"ERL_EPMD_ADDRESS=127.0.0.1 epmd -port {_mapperPort} -kill");
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", $"{command} >/dev/null 2>&1 </dev/null" } })!;
        await shell.WaitForExitAsync();
    }

    private Process Launch()
    {
        string At(string name) => Path.Combine(_folder.FullName, name);
        File.WriteAllText(At("rabbitmq.conf"), $"listeners.tcp.1 = 127.0.0.1:{Port}\ndisk_free_limit.absolute = 1MB\n");
        File.WriteAllText(At("enabled_plugins"), "[].");

        return Process.Start(Prepare(Binary))!;
    }

    private ProcessStartInfo Prepare(string program, params string[] arguments)
    {
        string At(string name) => Path.Combine(_folder.FullName, name);

        // A session of its own, so that the script and the node that it starts can be ended together.
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = _folder.FullName, ArgumentList = { "sh", "-c", "exec \"$0\" \"$@\" >>output 2>&1 </dev/null", program } };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = _folder.FullName,
            ["RABBITMQ_NODENAME"] = $"retailsync-{Port}@localhost",
            ["RABBITMQ_MNESIA_BASE"] = At("mnesia"),
            ["RABBITMQ_LOG_BASE"] = At("log"),
            ["RABBITMQ_CONFIG_FILE"] = At("rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = At("enabled_plugins"),
            ["RABBITMQ_PID_FILE"] = At("pid"),
            ["RABBITMQ_DIST_PORT"] = $"{_distributionPort}",
            ["ERL_EPMD_PORT"] = $"{_mapperPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_CRASH_DUMP"] = "/dev/null",
        })
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            // The broker answers the protocol's header with a frame of kind 1: method Connection.Start.
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(IPAddress.Loopback, Port);
            var stream = tcp.GetStream();
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray());
            var answer = new byte[1];
            return await stream.ReadAsync(answer) == 1 && answer[0] == 1;
        }
        catch (Exception early) when (early is SocketException or IOException)
        {
            return false;
        }
    }
}
