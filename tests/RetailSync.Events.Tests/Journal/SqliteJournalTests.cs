using RetailSync.Store;

namespace RetailSync.Events.Tests.Journal;

/// <summary>The journal on SQLite.</summary>
public sealed class SqliteJournalTests : JournalConformance, IDisposable
{
    private readonly SqliteHome _home = new();

    public void Dispose() => _home.Dispose();

    protected override Task<IStore> OpenAsync(TimeProvider clock) => _home.OpenAsync(clock);
}
