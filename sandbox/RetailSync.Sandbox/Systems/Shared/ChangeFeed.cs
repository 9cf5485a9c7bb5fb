using System.Runtime.CompilerServices;
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

    /// <summary>Listens from now on, or from after the given sequence as far back as is remembered. Listening starts with the call, not with the first item asked for.</summary>
    public IAsyncEnumerable<Change<T>> Listen(long? after, CancellationToken cancellationToken)
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

        return ReadAsync(channel, cancellationToken);
    }

    private async IAsyncEnumerable<Change<T>> ReadAsync(Channel<Change<T>> channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_gate)
            {
                _listeners.Remove(channel);
            }
        }
    }
}

/// <summary>One change and its place in the order.</summary>
internal sealed record Change<T>(long Sequence, T Value);
