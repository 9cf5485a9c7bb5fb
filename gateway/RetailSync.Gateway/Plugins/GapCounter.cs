namespace RetailSync.Gateway.Plugins;

/// <summary>Counts what an observer misses, until it has been told. Safe to use from many threads.</summary>
internal sealed class GapCounter
{
    private long _queueFull;
    private long _quarantined;
    private long _failed;

    /// <summary>Whether there is anything to tell.</summary>
    public bool Any => (Volatile.Read(ref _queueFull) | Volatile.Read(ref _quarantined) | Volatile.Read(ref _failed)) != 0;

    /// <summary>Counts.</summary>
    public void Add(PluginGap gap)
    {
        Interlocked.Add(ref _queueFull, gap.QueueFull);
        Interlocked.Add(ref _quarantined, gap.Quarantined);
        Interlocked.Add(ref _failed, gap.Failed);
    }

    /// <summary>Takes all that was counted.</summary>
    public PluginGap Take() => Any ? new(Interlocked.Exchange(ref _queueFull, 0), Interlocked.Exchange(ref _quarantined, 0), Interlocked.Exchange(ref _failed, 0)) : default;
}
