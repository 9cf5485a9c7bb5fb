using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RetailSync.Gateway.Tests.Draining;

/// <summary>A real HAProxy in front of several gateways: probes <c>/ready</c> every 500 ms, believes each answer, repeats no request.</summary>
internal sealed class HaProxy : IAsyncDisposable
{
    private static readonly string[] Places = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin"];

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private HaProxy(Process process, DirectoryInfo folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    /// <summary>The program; null when it is not installed.</summary>
    public static string? Program { get; } = Places.Select(place => Path.Combine(place, "haproxy")).FirstOrDefault(File.Exists);

    public Uri Address { get; }

    public static async Task<HaProxy> StartAsync(IReadOnlyList<(int Http, int Operators)> gateways)
    {
        var folder = Directory.CreateTempSubdirectory("retailsync-haproxy-");
        var port = FreePort();
        var config = Path.Combine(folder.FullName, "haproxy.cfg");
        await File.WriteAllTextAsync(config, $"""
            defaults
              mode http
              timeout connect 2s
              timeout client 30s
              timeout server 30s
              timeout check 400ms
              retries 0
            frontend front
              bind 127.0.0.1:{port}
              default_backend gateways
            backend gateways
              balance roundrobin
              option httpchk GET /ready
              http-check send hdr Host localhost
              http-check expect status 200
            {string.Join('\n', gateways.Select((gateway, index) => $"  server g{index} 127.0.0.1:{gateway.Http} check port {gateway.Operators} inter 500ms fall 1 rise 1"))}

            """);
        var start = new ProcessStartInfo(Program!, ["-db", "-f", config]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new HaProxy(process, folder, new Uri($"http://127.0.0.1:{port}/"));
    }

    /// <summary>A free port below those that the system gives to outgoing connections, so that it is still free when a program comes back to it.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(12_000, 30_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
