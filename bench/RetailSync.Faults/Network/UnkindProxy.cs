using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RetailSync.Faults.Network;

/// <summary>Stands between two ends of TCP connections and treats them badly while it is told to. Safe to use from many threads.</summary>
internal sealed class UnkindProxy : IAsyncDisposable
{
    private const int PieceLength = 64;
    private const int FirstBytes = 20;
    private static readonly TimeSpan PiecePause = TimeSpan.FromMilliseconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, Task> _connections = new();
    private readonly Task _accepting;
    private volatile NetworkMood _mood;
    private volatile Uri? _target;
    private int _numbers;

    /// <summary>Listens.</summary>
    public UnkindProxy()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How it treats connections from now on, those that are open too.</summary>
    public NetworkMood Mood
    {
        get => _mood;
        set => _mood = value;
    }

    /// <summary>Leads to an address from now on.</summary>
    /// <returns>The same address with this proxy's host and port.</returns>
    public Uri Lead(Uri target)
    {
        _target = target;
        return new UriBuilder(target) { Host = IPAddress.Loopback.ToString(), Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Values);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_stop.Token);
                var number = ++_numbers;
                _connections[number] = ServeAsync(near, number);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket near, int number)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        using (near)
        using (var ends = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token))
        {
            try
            {
                await far.ConnectAsync(_target!.Host, _target.Port, ends.Token);
                var requests = PumpAsync(near, far, isReply: false, number, ends.Token);
                var replies = PumpAsync(far, near, isReply: true, number, ends.Token);
                await Task.WhenAny(requests, replies);
                await ends.CancelAsync();
                await Task.WhenAll(requests, replies);
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One end has gone, and so does the connection.
            }
        }

        _connections.TryRemove(number, out _);
    }

    private async Task PumpAsync(Socket from, Socket to, bool isReply, int number, CancellationToken cancel)
    {
        var (buffer, isClosed) = (new byte[16_384], false);
        while (true)
        {
            var read = await from.ReceiveAsync(buffer, cancel);
            if (read == 0)
            {
                return;
            }

            var mood = _mood;
            if (isClosed || (mood == NetworkMood.Hanging && (isReply || number % 2 == 0)))
            {
                continue;
            }

            if (mood == NetworkMood.HalfClosed && isReply)
            {
                await SendAsync(to, buffer.AsMemory(0, Math.Min(read, FirstBytes)), cancel);
                to.Shutdown(SocketShutdown.Send);
                isClosed = true;
                continue;
            }

            for (var sent = 0; sent < read;)
            {
                var length = mood == NetworkMood.Slow ? Math.Min(PieceLength, read - sent) : read - sent;
                await SendAsync(to, buffer.AsMemory(sent, length), cancel);
                sent += length;
                if (mood == NetworkMood.Slow)
                {
                    await Task.Delay(PiecePause, TimeProvider.System, cancel);
                }
            }
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, cancel)..];
        }
    }
}
