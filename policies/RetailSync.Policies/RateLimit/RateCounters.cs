namespace RetailSync.Policies.RateLimit;

/// <summary>
/// The counters of this process. Bounded: at most <paramref name="maxKeys"/> keys. Keys whose windows are all over are dropped as others come; when there are none,
/// the one goes that was not asked for longest. Safe to call from many threads.
/// </summary>
internal sealed class RateCounters(int maxKeys)
{
    private const int MaxShards = 64;

    private readonly RateShard[] _shards = [.. Enumerable.Range(0, ShardsFor(maxKeys)).Select(_ => new RateShard(maxKeys / ShardsFor(maxKeys)))];

    /// <summary>How many keys are counted at the moment.</summary>
    public int Count => _shards.Sum(shard => shard.Count);

    /// <summary>Where the key's counter lies.</summary>
    public RateShard ShardOf(in RateKey key)
    {
        var hash = key.GetHashCode();
        return _shards[(hash ^ (hash >>> 16)) & (_shards.Length - 1)];
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
}
