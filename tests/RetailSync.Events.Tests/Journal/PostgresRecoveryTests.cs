using RetailSync.Store;

namespace RetailSync.Events.Tests.Journal;

/// <summary>The recovery on PostgreSQL.</summary>
public sealed class PostgresRecoveryTests : RecoveryConformance
{
    private readonly PostgresHome _home = new();

    protected override Task<IStore> OpenAsync(TimeProvider clock) => _home.OpenAsync();
}
