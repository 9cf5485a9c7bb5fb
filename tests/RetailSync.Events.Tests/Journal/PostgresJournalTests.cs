using RetailSync.Store;

namespace RetailSync.Events.Tests.Journal;

/// <summary>The journal on PostgreSQL.</summary>
public sealed class PostgresJournalTests : JournalConformance
{
    private readonly PostgresHome _home = new();

    protected override Task<IStore> OpenAsync(TimeProvider clock) => _home.OpenAsync();
}
