using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RetailSync.Bench.Load;

namespace RetailSync.Bench.Pressure;

/// <summary>One connection and the thread that drives it. Blocking on purpose, as in the load generator.</summary>
internal sealed class PressureCaller(int port, bool isPayment)
{
    private readonly byte[] _request = Encoding.ASCII.GetBytes(isPayment
        ? $"POST /bench/v1/items HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}"
        : $"GET /bench/v1/items/17 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n\r\n");

    private readonly byte[] _buffer = new byte[16 * 1_024];
    private Socket? _socket;

    /// <summary>What was called, in order.</summary>
    public List<PressureCall> Calls { get; } = [];

    /// <summary>Calls at fixed moments (open loop): the first one <paramref name="from"/> seconds after <paramref name="start"/>.</summary>
    public void Pace(long start, double from, double until, double interval)
    {
        for (var at = from; at < until; at += interval)
        {
            Pacer.WaitUntil(start + (long)(at * Stopwatch.Frequency));
            Call(start, at);
        }
    }

    /// <summary>Calls again as soon as it is answered (closed loop), after a short pause when it was refused.</summary>
    public void Press(long start, double from, double until, double pauseAfterRefusal)
    {
        Pacer.WaitUntil(start + (long)(from * Stopwatch.Frequency));
        for (var at = Seconds(start); at < until; at = Seconds(start))
        {
            if (Call(start, at) != 200)
            {
                Pacer.WaitUntil(Stopwatch.GetTimestamp() + (long)(pauseAfterRefusal * Stopwatch.Frequency));
            }
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Close() => _socket?.Dispose();

    private static double Seconds(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;

    private int Call(long start, double at)
    {
        var status = 0;
        try
        {
            _socket ??= Connect();
            _socket.Send(_request);
            status = Receive(_socket);
        }
        catch (SocketException)
        {
            _socket?.Dispose();
            _socket = null;
        }

        Calls.Add(new PressureCall(at, isPayment, status, (Seconds(start) - at) * 1_000));
        return status;
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    private int Receive(Socket socket)
    {
        for (var length = 0; ;)
        {
            var count = socket.Receive(_buffer, length, _buffer.Length - length, SocketFlags.None);
            length += count > 0 ? count : throw new SocketException((int)SocketError.ConnectionReset);
            if (HttpAnswer.IsComplete(_buffer.AsSpan(0, length), out var status))
            {
                return status;
            }
        }
    }
}
