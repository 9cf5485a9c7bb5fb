using System.Globalization;
using System.Net.Sockets;
using System.Runtime;
using System.Text;

// The runtime looks for this very name, outside any namespace (DOTNET_STARTUP_HOOKS).
/// <summary>Answers each line received on a Unix socket with what this process has used so far.</summary>
internal static class StartupHook
{
    /// <summary>Called by the runtime before <c>Main</c>.</summary>
    public static void Initialize()
    {
        var path = Environment.GetEnvironmentVariable("RETAILSYNC_BENCH_SOCKET");
        if (string.IsNullOrEmpty(path))
        {
            return;
        }

        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);

        // One blocking thread of its own: nothing here runs on the thread pool of the process that is measured.
        new Thread(() => Serve(listener), maxStackSize: 256 * 1_024) { IsBackground = true, Name = "bench-hook" }.Start();
    }

    private static void Serve(Socket listener)
    {
        var buffer = new byte[64];
        using var client = listener.Accept();
        try
        {
            while (client.Receive(buffer) > 0)
            {
                if (buffer[0] == 'g')
                {
                    // Asked to tell what is left when everything has gone that can go.
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    GC.Collect();
                }

                client.Send(Encoding.ASCII.GetBytes(Sample()));
            }
        }
        catch (SocketException)
        {
            // Broken is as good as closed.
        }

        // The benchmark is gone, however it ended: what it started must not outlive it.
        Environment.Exit(0);
    }

    private static string Sample()
    {
        var usage = Environment.CpuUsage;
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        (string Name, long Value)[] facts =
        [
            ("user", (long)usage.UserTime.TotalMicroseconds),
            ("kernel", (long)usage.PrivilegedTime.TotalMicroseconds),
            ("allocated", GC.GetTotalAllocatedBytes(precise: true)),
            ("collections", GC.CollectionCount(0)),
            ("pause", (long)GC.GetTotalPauseDuration().TotalMicroseconds),
            ("heap", memory.HeapSizeBytes),
            ("live", GC.GetTotalMemory(forceFullCollection: false)),
            ("rss", Environment.WorkingSet),
            ("serverGc", GCSettings.IsServerGC ? 1 : 0),
        ];
        return string.Join(' ', facts.Select(fact => string.Create(CultureInfo.InvariantCulture, $"{fact.Name}={fact.Value}"))) + "\n";
    }
}
