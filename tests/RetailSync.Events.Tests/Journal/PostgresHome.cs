using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RetailSync.Gateway;
using RetailSync.Store;
using RetailSync.Store.Settings;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Journal;

/// <summary>A database of its own on a real PostgreSQL server.</summary>
internal sealed class PostgresHome
{
    private string? _connection;

    public async Task<IStore> OpenAsync()
    {
        _connection ??= await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var faults = new List<ConfigFault>();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Store:Provider"] = "postgres", ["Store:Connection"] = "env:STORE", ["Store:LeaseSeconds"] = "5" }).Build();
        var settings = StoreSettings.Read(configuration, Path.GetTempPath(), Path.GetTempPath(), (_, _, _) => _connection, faults);
        Assert.Empty(faults);
        return await StoreOpener.OpenAsync(settings!, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
    }
}
