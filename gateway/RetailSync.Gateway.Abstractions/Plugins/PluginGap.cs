namespace RetailSync.Gateway;

/// <summary>How many exchanges and actions an observer was not handed, or failed over. Immutable.</summary>
/// <param name="QueueFull">Dropped because its queue was full.</param>
/// <param name="Quarantined">Dropped while it was quarantined.</param>
/// <param name="Failed">Handed over in calls that failed or were given up; the plugin may have dealt with some of them.</param>
public readonly record struct PluginGap(long QueueFull, long Quarantined, long Failed)
{
    /// <summary>All of them together.</summary>
    public long Total => QueueFull + Quarantined + Failed;
}
