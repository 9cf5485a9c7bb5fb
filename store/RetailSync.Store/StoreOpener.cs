using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using RetailSync.Store.Postgres;
using RetailSync.Store.Settings;
using RetailSync.Store.Sqlite;
using RetailSync.Store.Writing;

namespace RetailSync.Store;

/// <summary>Opens stores.</summary>
public static class StoreOpener
{
    /// <summary>Opens the store of the settings: takes it over, checks it, and brings its tables up to date. Disposing it lets it go.</summary>
    /// <param name="settings">Which one.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="loggers">For troubles.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="meters">Where its metrics go; null: nowhere.</param>
    /// <exception cref="StoreOpenException">It cannot be opened. The message says why and what to do.</exception>
    public static async Task<IStore> OpenAsync(StoreSettings settings, TimeProvider clock, ILoggerFactory loggers, CancellationToken cancellationToken, IMeterFactory? meters = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(loggers);
        var metrics = new StoreMetrics(meters);
        var logger = loggers.CreateLogger("RetailSync.Store");
        var limits = new WriteLimits(settings.Options.QueueLength);
        if (settings.Options.Provider == StoreKind.Postgres)
        {
            var shared = new PostgresStoreOptions(settings.ConnectionString)
            {
                Readers = settings.Options.PoolSize,
                Lease = TimeSpan.FromSeconds(settings.Options.LeaseSeconds),
                Timeout = TimeSpan.FromSeconds(settings.Options.TimeoutSeconds),
                Limits = limits,
            };
            return await PostgresStore.OpenAsync(shared, metrics, clock, logger, cancellationToken);
        }

        var options = new SqliteStoreOptions(settings.File)
        {
            Readers = settings.Options.PoolSize,
            CheckpointPages = settings.Options.CheckpointPages,
            CheckAtStart = settings.Options.CheckAtStart,
            Limits = limits,
        };

        // Checking a large file takes seconds; nobody's thread waits for it.
        return await Task.Run(() => SqliteStore.Open(options, metrics, clock, logger), cancellationToken);
    }
}
