using Microsoft.Extensions.Logging.Abstractions;
using RetailSync.Store.Postgres;
using RetailSync.Store.Tests.Conformance;
using RetailSync.Store.Writing;
using RetailSync.Testing;

namespace RetailSync.Store.Tests.Postgres;

public sealed class PostgresValueConformance : StoreValueConformance
{
    private string _connection = "";

    private protected override async Task PrepareAsync() => _connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    private protected override async Task<IStore> OpenAsync(WriteLimits limits) =>
        await PostgresStore.OpenAsync(new PostgresStoreOptions(_connection) { Limits = limits }, new StoreMetrics(null), TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);

    private protected override Task CleanUpAsync() => Task.CompletedTask;
}
