using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RetailSync.Gateway;
using RetailSync.Store;
using RetailSync.Store.Settings;

namespace RetailSync.Events.Tests.Journal;

/// <summary>A folder with a SQLite store in it.</summary>
internal sealed class SqliteHome : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-journal-store-");

    public Task<IStore> OpenAsync(TimeProvider clock)
    {
        var faults = new List<ConfigFault>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Store:Provider"] = "sqlite" }).Build();
        var settings = StoreSettings.Read(configuration, _folder.FullName, _folder.FullName, (_, reference, _) => reference, faults);
        Assert.Empty(faults);
        return StoreOpener.OpenAsync(settings!, clock, NullLoggerFactory.Instance, CancellationToken.None);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
