using System.Collections.Concurrent;

namespace RetailSync.Policies.Identify;

/// <summary>Validated tokens by their hash, at most <paramref name="capacity"/> of them. Safe to call from many threads; reading takes no lock.</summary>
/// <remarks>
/// Full, it gives a second chance: the oldest entry goes that is past its time or was not asked for since it was last looked at. Only tokens that
/// passed every check come in, so callers without a valid token cannot push anyone out.
/// </remarks>
internal sealed class TokenCache(int capacity)
{
    private readonly ConcurrentDictionary<TokenHash, Entry> _entries = new();
    private readonly Queue<Entry> _byAge = new();
    private readonly Lock _gate = new();

    /// <summary>How many tokens are remembered.</summary>
    public int Count => _entries.Count;

    public KnownToken? Find(in TokenHash hash, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(hash, out var entry) || entry.Token.Until <= now)
        {
            return null;
        }

        if (!entry.WasUsed)
        {
            entry.WasUsed = true;
        }

        return entry.Token;
    }

    public void Add(in TokenHash hash, KnownToken token, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(hash, out var known))
            {
                known.Token = token;
                return;
            }

            while (_byAge.Count >= capacity)
            {
                EvictOne(now);
            }

            var entry = new Entry(hash, token);
            _entries[hash] = entry;
            _byAge.Enqueue(entry);
        }
    }

    private void EvictOne(DateTimeOffset now)
    {
        while (_byAge.TryDequeue(out var oldest))
        {
            if (!oldest.WasUsed || oldest.Token.Until <= now)
            {
                _entries.TryRemove(oldest.Hash, out _);
                return;
            }

            oldest.WasUsed = false;
            _byAge.Enqueue(oldest);
        }
    }

    private sealed class Entry(TokenHash hash, KnownToken token)
    {
        private volatile KnownToken _token = token;
        private volatile bool _wasUsed;

        public TokenHash Hash => hash;

        public KnownToken Token
        {
            get => _token;
            set => _token = value;
        }

        public bool WasUsed
        {
            get => _wasUsed;
            set => _wasUsed = value;
        }
    }
}
