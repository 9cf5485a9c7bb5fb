namespace RetailSync.Gateway.Pipeline;

/// <summary>The one budget for all bodies that are held in memory at a time, of which no caller may take more than a share. Safe to use from many threads.</summary>
/// <param name="limit">How many bytes may be held together.</param>
/// <param name="sharePercent">How much of that one caller may hold.</param>
internal sealed class BodyBudget(long limit, int sharePercent = 100)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<BodyHolder, long> _held = [];
    private long _used;

    /// <summary>How many bytes may be held together.</summary>
    public long Limit => limit;

    /// <summary>How many bytes one caller may hold.</summary>
    public long Share { get; } = limit / 100 * sharePercent;

    /// <summary>How many bytes are held now.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>How many callers hold any.</summary>
    public int Holders
    {
        get
        {
            lock (_lock)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>Takes <paramref name="bytes"/> from the budget on a caller's account; false when there is no room for them.</summary>
    public bool TryTake(BodyHolder holder, int bytes, out bool isShareUsedUp)
    {
        isShareUsedUp = false;
        if (!TryTake(bytes))
        {
            return false;
        }

        lock (_lock)
        {
            var held = _held.GetValueOrDefault(holder) + bytes;
            if (held <= Share)
            {
                _held[holder] = held;
                return true;
            }
        }

        isShareUsedUp = true;
        Return(bytes);
        return false;
    }

    /// <summary>Takes <paramref name="bytes"/> from the budget on nobody's account; false when there is no room for them.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= limit)
        {
            return true;
        }

        Return(bytes);
        return false;
    }

    /// <summary>Gives a caller's bytes back.</summary>
    public void Return(BodyHolder holder, long bytes)
    {
        if (bytes == 0)
        {
            return;
        }

        lock (_lock)
        {
            var left = _held.GetValueOrDefault(holder) - bytes;
            if (left > 0)
            {
                _held[holder] = left;
            }
            else
            {
                _held.Remove(holder);
            }
        }

        Return(bytes);
    }

    /// <summary>Gives bytes back that were on nobody's account.</summary>
    public void Return(long bytes) => Interlocked.Add(ref _used, -bytes);
}
