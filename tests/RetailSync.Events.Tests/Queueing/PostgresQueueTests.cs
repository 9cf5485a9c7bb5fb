using RetailSync.Events.Tests.Journal;
using RetailSync.Store;

namespace RetailSync.Events.Tests.Queueing;

/// <summary>The queue on PostgreSQL.</summary>
public sealed class PostgresQueueTests : QueueConformance
{
    private readonly PostgresHome _home = new();

    protected override Task<IStore> OpenAsync(TimeProvider clock) => _home.OpenAsync();
}
