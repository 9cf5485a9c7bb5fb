namespace RetailSync.Gateway.Pipeline;

/// <summary>The one budget for all bodies that are held in memory at a time. Safe to use from many threads.</summary>
/// <param name="limit">How many bytes may be held together.</param>
internal sealed class BodyBudget(long limit)
{
    private long _used;

    /// <summary>How many bytes may be held together.</summary>
    public long Limit => limit;

    /// <summary>How many bytes are held now.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Takes <paramref name="bytes"/> from the budget; false when there is no room for them.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= limit)
        {
            return true;
        }

        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    /// <summary>Gives bytes back.</summary>
    public void Return(long bytes) => Interlocked.Add(ref _used, -bytes);
}
