using RetailSync.Store.Tests.Conformance;
using RetailSync.Store.Writing;

namespace RetailSync.Store.Tests.Sqlite;

public sealed class SqliteConformance : StoreConformance
{
    private readonly SqliteFixture _fixture = new();

    private protected override Task PrepareAsync() => Task.CompletedTask;

    private protected override Task<IStore> OpenAsync(WriteLimits limits) => Task.FromResult<IStore>(_fixture.Open(limits));

    private protected override Task CleanUpAsync()
    {
        _fixture.Dispose();
        return Task.CompletedTask;
    }
}
