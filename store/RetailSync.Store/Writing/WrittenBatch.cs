namespace RetailSync.Store.Writing;

/// <summary>Tells the callers of one commit how it ended.</summary>
internal sealed class WrittenBatch(List<PendingUnit> units) : IThreadPoolWorkItem
{
    /// <inheritdoc/>
    public void Execute()
    {
        foreach (var unit in units)
        {
            unit.Complete();
        }
    }
}
