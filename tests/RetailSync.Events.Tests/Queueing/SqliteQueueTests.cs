using RetailSync.Events.Tests.Journal;
using RetailSync.Store;

namespace RetailSync.Events.Tests.Queueing;

/// <summary>The queue on SQLite.</summary>
public sealed class SqliteQueueTests : QueueConformance, IDisposable
{
    private readonly SqliteHome _home = new();

    public void Dispose() => _home.Dispose();

    protected override Task<IStore> OpenAsync(TimeProvider clock) => _home.OpenAsync(clock);
}
