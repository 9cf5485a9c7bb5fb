using System.Collections.Concurrent;

namespace RetailSync.Gateway.Draining;

/// <summary>The WebSocket connections that are open. Safe to use from many threads.</summary>
internal sealed class OpenWebSockets
{
    private readonly ConcurrentDictionary<DrainableWebSocket, byte> _open = new();
    private volatile bool _isClosing;
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes the stream of a connection that was upgraded just now, and gives the one to use in its place.</summary>
    public Stream Add(Stream caller)
    {
        var socket = new DrainableWebSocket(caller, this);
        _open[socket] = 0;
        Interlocked.Increment(ref _count);
        if (_isClosing)
        {
            _ = socket.CloseAsync();
        }

        return socket;
    }

    /// <summary>A connection has ended.</summary>
    public void Remove(DrainableWebSocket socket)
    {
        if (_open.TryRemove(socket, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Sends every caller a close frame, now or after the message that is under way.</summary>
    public Task CloseAsync()
    {
        _isClosing = true;
        return Task.WhenAll(_open.Keys.Select(socket => socket.CloseAsync()));
    }

    /// <summary>Ends what has not ended since: a caller that did not reply, a message that did not end.</summary>
    public Task HurryAsync() => Task.WhenAll(_open.Keys.Select(socket => socket.HurryAsync()));
}
