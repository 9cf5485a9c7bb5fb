using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace RetailSync.Testing;

/// <summary>A real redis-server on a free loopback port, without persistence: what it held is gone when it stops. Disposing it ends it.</summary>
/// <remarks>Where the binary is missing, the test is skipped; where the environment variable CI is set, it fails.</remarks>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Binary = "redis-server";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-redis-");
    private readonly string[] _arguments;
    private Process? _process;

    private RedisServer(int port, string[] arguments) => (Port, _arguments) = (port, arguments);

    /// <summary>The port, the same after a restart.</summary>
    public int Port { get; }

    /// <summary>Where it listens: <c>127.0.0.1:port</c>.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="arguments">More of its own arguments, such as <c>--requirepass</c> and a password.</param>
    public static async Task<RedisServer> StartNewAsync(params string[] arguments)
    {
        // Somebody else may take the port between looking and starting.
        for (var attempt = 1; ; attempt++)
        {
            var server = new RedisServer(FreePort(), arguments);
            try
            {
                await server.StartAsync();
                return server;
            }
            catch (Exception failure) when (attempt < 3 && failure is InvalidOperationException)
            {
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Starts it again on its port, empty, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        _process = Launch();
        await Deadline.UntilAsync(
            async () => _process.HasExited
                ? throw new InvalidOperationException($"{Binary} ended with {_process.ExitCode}: {await _process.StandardOutput.ReadToEndAsync()}")
                : await AnswersAsync() ? "yes" : null,
            $"{Binary} answers on port {Port}");
        _process.BeginOutputReadLine();
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Makes it answer nothing more while its connections stay open, as a stalled machine would.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on after <see cref="PauseAsync"/>.</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo(Binary) { RedirectStandardOutput = true, WorkingDirectory = _folder.FullName };
        foreach (var argument in (string[])["--bind", "127.0.0.1", "--port", $"{Port}", "--save", "", "--appendonly", "no", "--daemonize", "no", .. _arguments])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing) when (Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
        {
            Assert.Skip($"{Binary} cannot be started here ({missing.Message}). Install Debian's package redis-server.");
            throw;
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(IPAddress.Loopback, Port);
            var stream = tcp.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[64];
            var length = await stream.ReadAsync(answer);
            return Encoding.ASCII.GetString(answer, 0, length) is ['+', ..] or ['-', 'N', 'O', 'A', 'U', 'T', 'H', ..];
        }
        catch (Exception early) when (early is SocketException or IOException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        // The shell's own kill, which is there wherever a shell is.
        using var shell = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", $"kill -{signal} {_process!.Id}" } })!;
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }
}
