using System.Net;
using System.Net.Sockets;

namespace RetailSync.Bench.Soak;

/// <summary>Opens many connections from several source addresses, so that one address's ports do not run out.</summary>
internal static class Connections
{
    private const int Addresses = 10;

    /// <summary>Opens the connection with this number when it is due, so that what is measured is what they do, not that they all come at once.</summary>
    public static async Task<Socket> OpenAsync(int number, int perSecond, long start, int port, CancellationToken cancel)
    {
        var due = TimeSpan.FromSeconds((double)number / perSecond) - TimeProvider.System.GetElapsedTime(start);
        if (due > TimeSpan.Zero)
        {
            await Task.Delay(due, TimeProvider.System, cancel);
        }

        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (OperatingSystem.IsLinux())
        {
            // All of 127.0.0.0/8 is this machine there.
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(1 + (number % Addresses))]), 0));
        }

        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
        return socket;
    }
}
