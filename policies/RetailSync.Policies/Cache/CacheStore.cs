using Microsoft.AspNetCore.Http;

namespace RetailSync.Policies.Cache;

/// <summary>Holds kept answers within a budget of bytes, for all routes together. It outlives reloads. Safe to use from many threads.</summary>
internal sealed class CacheStore
{
    private const int MaxShards = 16;

    private readonly CacheShard[] _shards;
    private readonly CacheMetrics _metrics;
    private long _plans;

    public CacheStore(CacheStoreOptions options, CacheMetrics metrics)
    {
        // A power of two, and few enough that each shard has room for several of the longest answers.
        var shards = MaxShards;
        while (shards > 1 && options.MaxBytes / shards < 4L * options.MaxAnswerBytes)
        {
            shards /= 2;
        }

        MaxAnswerBytes = options.MaxAnswerBytes;
        _metrics = metrics;
        _shards = [.. Enumerable.Range(0, shards).Select(_ => new CacheShard(options.MaxBytes / shards))];
        metrics.Watch(() => Bytes);
    }

    /// <summary>The longest body that is kept.</summary>
    public int MaxAnswerBytes { get; }

    /// <summary>What everything kept costs together.</summary>
    public long Bytes => _shards.Sum(shard => shard.Bytes);

    /// <summary>How many answers are kept.</summary>
    public int Count => _shards.Sum(shard => shard.Count);

    /// <summary>A number that stands for one route's plan and never for another.</summary>
    public long NextPlan() => Interlocked.Increment(ref _plans);

    /// <summary>The kept answer that fits a request; null when there is none.</summary>
    public CacheEntry? Find(in CacheKey key, IHeaderDictionary request) => ShardOf(key).Find(key, request);

    /// <summary>Keeps an answer in the place of the one that it is newer than, and drops others when there is no room.</summary>
    public void Keep(CacheEntry entry)
    {
        if (ShardOf(entry.Key).Keep(entry, out var evicted))
        {
            _metrics.Stored();
        }

        _metrics.Evicted(evicted);
    }

    /// <summary>Drops an answer, if it is still the one that is kept.</summary>
    public void Remove(CacheEntry entry) => ShardOf(entry.Key).Remove(entry);

    private CacheShard ShardOf(in CacheKey key)
    {
        var hash = key.GetHashCode();
        return _shards[(hash ^ (hash >>> 16)) & (_shards.Length - 1)];
    }
}
