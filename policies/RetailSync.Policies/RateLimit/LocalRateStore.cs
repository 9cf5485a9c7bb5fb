namespace RetailSync.Policies.RateLimit;

/// <summary>
/// Counts in this process, in fixed windows that start with a key's first request. Bounded: at most <paramref name="maxKeys"/> keys (default
/// 100,000). Keys whose windows are all over are dropped as others come; when there are none, the one goes that was not asked for longest.
/// </summary>
/// <remarks>Uses the clock's timestamps, so that setting the wall clock changes nothing. Safe to call from many threads.</remarks>
internal sealed class LocalRateStore(TimeProvider clock, int maxKeys = 100_000) : IRateStore
{
    private const int MaxShards = 64;

    private readonly Shard[] _shards = [.. Enumerable.Range(0, ShardsFor(maxKeys)).Select(_ => new Shard(maxKeys / ShardsFor(maxKeys)))];
    private readonly long _frequency = clock.TimestampFrequency;

    /// <summary>How many keys are counted at the moment.</summary>
    public int Count => _shards.Sum(shard => shard.Count);

    /// <inheritdoc/>
    public ValueTask<RateDecision> TakeAsync(RateKey key, RateWindows windows, int cost, bool countDenied, CancellationToken cancel)
    {
        var hash = key.GetHashCode();
        return new(_shards[(hash ^ (hash >>> 16)) & (_shards.Length - 1)].Take(key, windows, cost, countDenied, clock.GetTimestamp(), _frequency));
    }

    // A power of two, and few enough that each shard holds a useful number of keys.
    private static int ShardsFor(int maxKeys)
    {
        var shards = MaxShards;
        while (shards > 1 && maxKeys / shards < 64)
        {
            shards /= 2;
        }

        return shards;
    }

    private sealed class Shard(int maxKeys)
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<RateKey, RateCounter> _counters = [];
        private readonly List<RateCounter> _inOrder = [];
        private int _hand;

        public int Count
        {
            get
            {
                lock (_gate)
                {
                    return _inOrder.Count;
                }
            }
        }

        public RateDecision Take(in RateKey key, RateWindows windows, int cost, bool countDenied, long now, long frequency)
        {
            lock (_gate)
            {
                if (_counters.TryGetValue(key, out var counter))
                {
                    counter.WasUsed = true;
                }
                else
                {
                    counter = Add(key, windows.Count, now);
                }

                return counter.Take(windows, cost, countDenied, now, frequency);
            }
        }

        private RateCounter Add(in RateKey key, int windows, long now)
        {
            // Two looks for each newcomer: what is idle goes faster than new keys come.
            DropIfIdle(now);
            DropIfIdle(now);
            while (_inOrder.Count >= maxKeys)
            {
                DropOne(now);
            }

            var counter = new RateCounter(key, windows) { Slot = _inOrder.Count };
            _inOrder.Add(counter);
            _counters.Add(key, counter);
            return counter;
        }

        private void DropIfIdle(long now)
        {
            if (_inOrder.Count > 0)
            {
                _hand = _hand + 1 < _inOrder.Count ? _hand + 1 : 0;
                if (_inOrder[_hand].IsIdle(now))
                {
                    // One step back: the last counter moves into the gap and has not been looked at.
                    Drop(_inOrder[_hand--]);
                }
            }
        }

        // The second chance keeps callers that come again and again, and so their used-up limits, while a flood of keys that come once passes by.
        private void DropOne(long now)
        {
            while (true)
            {
                _hand = _hand + 1 < _inOrder.Count ? _hand + 1 : 0;
                var candidate = _inOrder[_hand];
                if (!candidate.WasUsed || candidate.IsIdle(now))
                {
                    Drop(candidate);
                    return;
                }

                candidate.WasUsed = false;
            }
        }

        private void Drop(RateCounter counter)
        {
            _counters.Remove(counter.Key);
            var last = _inOrder[^1];
            _inOrder[counter.Slot] = last;
            last.Slot = counter.Slot;
            _inOrder.RemoveAt(_inOrder.Count - 1);
        }
    }
}
