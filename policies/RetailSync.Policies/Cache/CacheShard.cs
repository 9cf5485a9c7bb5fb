using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;

namespace RetailSync.Policies.Cache;

/// <summary>A part of the store with a lock and a budget of its own.</summary>
internal sealed class CacheShard(long budget)
{
    /// <summary>How many answers that differ only by request headers are kept side by side.</summary>
    internal const int MaxVariants = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<CacheKey, List<CacheEntry>> _entries = [];
    private readonly List<CacheEntry> _ring = [];
    private int _hand = -1;
    private long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _ring.Count;
            }
        }
    }

    public CacheEntry? Find(in CacheKey key, IHeaderDictionary request)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var variants))
            {
                return null;
            }

            // The newest that fits: what an answer depends on can change from one answer to the next.
            for (var i = variants.Count - 1; i >= 0; i--)
            {
                if (variants[i].Variant.Fits(request))
                {
                    variants[i].WasUsed = true;
                    return variants[i];
                }
            }

            return null;
        }
    }

    public bool Keep(CacheEntry entry, out int evicted)
    {
        evicted = 0;
        if (entry.Bytes > budget)
        {
            return false;
        }

        lock (_gate)
        {
            if (_entries.TryGetValue(entry.Key, out var variants))
            {
                var same = variants.FindIndex(kept => kept.Variant.Is(entry.Variant));
                if (same >= 0 && variants[same].Changes > entry.Changes)
                {
                    // A request that began later has been answered sooner.
                    return false;
                }

                if (same >= 0 || variants.Count == MaxVariants)
                {
                    Drop(variants[Math.Max(same, 0)]);
                }
            }

            while (_bytes + entry.Bytes > budget)
            {
                DropOne();
                evicted++;
            }

            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, entry.Key, out _);
            (list ??= new List<CacheEntry>(1)).Add(entry);
            entry.Slot = _ring.Count;
            _ring.Add(entry);
            _bytes += entry.Bytes;
            return true;
        }
    }

    public void Remove(CacheEntry entry)
    {
        lock (_gate)
        {
            if (entry.Slot < _ring.Count && ReferenceEquals(_ring[entry.Slot], entry))
            {
                Drop(entry);
            }
        }
    }

    // The second chance keeps what is asked for again and again, while a flood of answers that nobody wants twice passes by.
    private void DropOne()
    {
        while (true)
        {
            _hand = _hand + 1 < _ring.Count ? _hand + 1 : 0;
            var candidate = _ring[_hand];
            if (!candidate.WasUsed)
            {
                // One step back: the last one moves into the gap and has not been looked at.
                _hand--;
                Drop(candidate);
                return;
            }

            candidate.WasUsed = false;
        }
    }

    private void Drop(CacheEntry entry)
    {
        var variants = _entries[entry.Key];
        variants.Remove(entry);
        if (variants.Count == 0)
        {
            _entries.Remove(entry.Key);
        }

        var last = _ring[^1];
        _ring[entry.Slot] = last;
        last.Slot = entry.Slot;
        _ring.RemoveAt(_ring.Count - 1);
        _bytes -= entry.Bytes;
    }
}
