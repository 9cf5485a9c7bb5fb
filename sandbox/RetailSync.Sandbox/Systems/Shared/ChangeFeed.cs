using System.Threading.Channels;

namespace RetailSync.Sandbox;

/// <summary>Tells listeners what changed, in order. A listener that falls 1,000 changes behind loses the oldest of them. Safe to call from many threads.</summary>
internal sealed class ChangeFeed<T>
{
    private const int Kept = 1_000;

    private readonly Lock _gate = new();
    private readonly HashSet<Channel<Change<T>>> _listeners = [];
    private readonly Queue<Change<T>> _history = new();
    private long _sequence;

    /// <summary>Tells every listener.</summary>
    public void Publish(T value)
    {
        lock (_gate)
        {
            var change = new Change<T>(++_sequence, value);
            _history.Enqueue(change);
            if (_history.Count > Kept)
            {
                _history.Dequeue();
            }

            foreach (var listener in _listeners)
            {
                listener.Writer.TryWrite(change);
            }
        }
    }

    /// <summary>Listens from now on, or from after the given sequence as far back as is remembered, until disposed.</summary>
    public Listener Listen(long? after)
    {
        var channel = Channel.CreateBounded<Change<T>>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            foreach (var missed in _history.Where(change => change.Sequence > (after ?? _sequence)))
            {
                channel.Writer.TryWrite(missed);
            }

            _listeners.Add(channel);
        }

        return new Listener(this, channel);
    }

    private void Leave(Channel<Change<T>> channel)
    {
        lock (_gate)
        {
            _listeners.Remove(channel);
        }
    }

    /// <summary>One listener's changes.</summary>
    internal sealed class Listener(ChangeFeed<T> feed, Channel<Change<T>> channel) : IDisposable
    {
        /// <summary>The changes not yet read, oldest first.</summary>
        public ChannelReader<Change<T>> Changes => channel.Reader;

        public void Dispose() => feed.Leave(channel);
    }
}

/// <summary>One change and its place in the order.</summary>
internal sealed record Change<T>(long Sequence, T Value);
