using System.Collections.Concurrent;

namespace RetailSync.Events.Log;

/// <summary>Counts the streams and waiting polls that a consumer holds open, so that one consumer cannot hold them all. Safe to use from many threads.</summary>
/// <param name="most">How many one consumer may hold. 1 or more.</param>
internal sealed class OpenReads(int most)
{
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Opens one; null: the consumer holds as many as it may. Disposing the result closes it.</summary>
    public IDisposable? TryOpen(string consumer)
    {
        if (_open.AddOrUpdate(consumer, 1, (_, count) => count + 1) <= most)
        {
            return new Open(this, consumer);
        }

        Close(consumer);
        return null;
    }

    private void Close(string consumer)
    {
        if (_open.AddOrUpdate(consumer, 0, (_, count) => count - 1) == 0)
        {
            _open.TryRemove(KeyValuePair.Create(consumer, 0));
        }
    }

    private sealed class Open(OpenReads reads, string consumer) : IDisposable
    {
        private int _isClosed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                reads.Close(consumer);
            }
        }
    }
}
