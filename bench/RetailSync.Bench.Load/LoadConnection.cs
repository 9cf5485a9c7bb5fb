using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RetailSync.Bench.Load;

/// <summary>One connection and the thread that drives it: send, wait for the answer, note how long it took.</summary>
/// <remarks>Blocking calls on purpose: for a request at a time they cost less than an event loop, and the time is taken where the answer arrives.</remarks>
internal sealed class LoadConnection(LoadOrder order, IReadOnlyList<byte[]> requests, int number)
{
    private const int MaxFailures = 100;

    private readonly byte[] _buffer = new byte[512 * 1_024];
    private Socket? _socket;

    public LatencyHistogram Latencies { get; } = new();

    public long Succeeded { get; private set; }

    public long Failed { get; private set; }

    public string? FirstFailure { get; private set; }

    /// <summary>When the last answer was in, as a timestamp.</summary>
    public long EndedAt { get; private set; }

    /// <summary>Sends requests from <paramref name="start"/> until <paramref name="end"/> (timestamps), then closes.</summary>
    public void Run(long start, long end)
    {
        // Each connection has its own fixed schedule; the schedules interleave.
        var interval = order.Rate > 0 ? Stopwatch.Frequency * order.Connections / order.Rate : 0;
        var first = start + (interval * number / order.Connections);
        for (var sent = 0L; Failed < MaxFailures; sent++)
        {
            var due = interval > 0 ? (long)(first + (sent * interval)) : Stopwatch.GetTimestamp();
            if (due >= end)
            {
                break;
            }

            if (interval > 0)
            {
                Pacer.WaitUntil(due);
            }

            Exchange(requests[(int)(((sent * order.Connections) + number) % requests.Count)], due);
        }

        _socket?.Dispose();
    }

    private void Exchange(byte[] request, long due)
    {
        try
        {
            _socket ??= Connect();
            _socket.Send(request);
            var status = ReceiveAnswer(_socket);
            EndedAt = Stopwatch.GetTimestamp();
            if (status is >= 200 and < 300)
            {
                Succeeded++;
                Latencies.Record((long)((EndedAt - due) * (1e9 / Stopwatch.Frequency)));
            }
            else
            {
                Fail($"status {status}");
            }
        }
        catch (SocketException broken)
        {
            Fail(broken.Message);
            _socket?.Dispose();
            _socket = null;
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
        socket.Connect(IPAddress.Loopback, order.Port);
        return socket;
    }

    private int ReceiveAnswer(Socket socket)
    {
        var length = 0;
        while (true)
        {
            var count = socket.Receive(_buffer, length, _buffer.Length - length, SocketFlags.None);
            if (count == 0)
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            length += count;
            if (HttpAnswer.IsComplete(_buffer.AsSpan(0, length), out var status))
            {
                return status;
            }
        }
    }

    private void Fail(string reason)
    {
        Failed++;
        FirstFailure ??= $"{reason}, asking for {Encoding.ASCII.GetString(requests[0]).Split('\r')[0]}";
    }
}
