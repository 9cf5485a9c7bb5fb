using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RetailSync.Bench;

/// <summary>A redis-server on a free loopback port, without persistence, ended on disposal.</summary>
internal sealed class RedisProcess : IDisposable
{
    private const int Tries = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;

    private RedisProcess(Process process, int port) => (_process, Address) = (process, $"127.0.0.1:{port}");

    /// <summary>Where it listens, as host:port.</summary>
    public string Address { get; }

    /// <summary>Starts a server and waits until it answers; null when there is none on this machine or it says nothing.</summary>
    public static async Task<RedisProcess?> TryStartAsync(string folder, CancellationToken cancel)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder, "--logfile", "redis.log"]);
        try
        {
            var redis = new RedisProcess(Process.Start(start)!, port);
            if (await AnswersAsync(port, cancel))
            {
                return redis;
            }

            redis.Dispose();
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancel)
    {
        for (var i = 0; i < Tries; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, cancel);
                await client.GetStream().WriteAsync("PING\r\n"u8.ToArray(), cancel);
                var buffer = new byte[16];
                var count = await client.GetStream().ReadAsync(buffer, cancel);
                return Encoding.ASCII.GetString(buffer, 0, count).StartsWith("+PONG", StringComparison.Ordinal);
            }
            catch (SocketException)
            {
                await Task.Delay(Pause, TimeProvider.System, cancel);
            }
        }

        return false;
    }
}
