using Microsoft.Extensions.Logging.Abstractions;
using RetailSync.Store.Sqlite;
using RetailSync.Store.Writing;

namespace RetailSync.Store.Tests.Sqlite;

/// <summary>A folder with a SQLite store in it.</summary>
internal sealed class SqliteFixture : IDisposable
{
    private readonly StoreMetrics _metrics = new(null);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-store-");

    public string Folder => _folder.FullName;

    public string Path => System.IO.Path.Combine(Folder, "journal.db");

    public SqliteStoreOptions Options => new(Path);

    public SqliteStore Open(WriteLimits? limits = null) => Open(Options with { Limits = limits ?? new WriteLimits() });

    public SqliteStore Open(SqliteStoreOptions options, TimeProvider? clock = null) => SqliteStore.Open(options, _metrics, clock ?? TimeProvider.System, NullLogger.Instance);

    public void Dispose() => _folder.Delete(recursive: true);
}
