using System.Net;
using System.Net.Sockets;

namespace RetailSync.Bench.Soak;

/// <summary>Opens many connections from several source addresses, so that one address's ports do not run out.</summary>
internal static class Connections
{
    private const int Addresses = 10;

    public static async Task<Socket> OpenAsync(int number, int port, CancellationToken cancel)
    {
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
