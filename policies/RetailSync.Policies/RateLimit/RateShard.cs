namespace RetailSync.Policies.RateLimit;

/// <summary>Some of the counters, under one lock.</summary>
internal sealed class RateShard(int maxKeys)
{
    private readonly Dictionary<RateKey, RateCounter> _counters = [];
    private readonly List<RateCounter> _inOrder = [];
    private int _hand;

    /// <summary>Held while a counter of this shard is looked for or changed.</summary>
    public Lock Gate { get; } = new();

    /// <summary>How many keys are counted here.</summary>
    public int Count
    {
        get
        {
            lock (Gate)
            {
                return _inOrder.Count;
            }
        }
    }

    /// <summary>The key's counter; a new one when there is none. Only while the gate is held.</summary>
    public RateCounter Find(in RateKey key, int windows, long now)
    {
        if (_counters.TryGetValue(key, out var counter))
        {
            counter.WasUsed = true;
            return counter;
        }

        // Two looks for each newcomer: what is idle goes faster than new keys come.
        DropIfIdle(now);
        DropIfIdle(now);
        while (_inOrder.Count >= maxKeys)
        {
            DropOne(now);
        }

        counter = new RateCounter(key, windows) { Slot = _inOrder.Count };
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
