using System.Net;
using System.Net.Sockets;

namespace RetailSync.Sandbox;

/// <summary>A bound socket on 127.0.0.1. It is bound before its server is built, so that the address is known and a taken port is found at once.</summary>
internal static class LoopbackListener
{
    /// <summary>Binds the port; 0 lets the operating system choose.</summary>
    public static Socket Bind(string name, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            socket.Dispose();
            throw new IOException(
                $"Port {port} on 127.0.0.1, meant for '{name}', cannot be had: {refused.Message}. "
                + "Stop the program that holds it (another sandbox, perhaps), or choose others with --token-port, --first-system-port or --any-port.",
                refused);
        }
    }

    /// <summary>The port that a bound socket has.</summary>
    public static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
