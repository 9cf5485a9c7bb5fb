using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using RetailSync.Store.Migrations;
using SQLitePCL;

namespace RetailSync.Store.Sqlite;

/// <summary>A SQLite file that this process owns. Safe to use from many threads.</summary>
internal sealed class SqliteStore : IStore
{
    private const int MostFindings = 10;

    private readonly SqliteOwnership _ownership;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;
    private readonly TimeProvider _clock;
    private readonly AgingClock _aging;
    private readonly ITimer _agingTimer;
    private int _isAgingKept;
    private int _isDisposed;

    private SqliteStore(SqliteOwnership ownership, SqliteWriter writer, SqliteReaders readers, long epoch, TimeProvider clock, AgingClock aging)
    {
        (_ownership, _writer, _readers, Epoch, _clock, _aging) = (ownership, writer, readers, epoch, clock, aging);
        _agingTimer = clock.CreateTimer(_ => _ = KeepAgingAsync(), null, TimeSpan.Zero, AgingClock.KeepPeriod);
    }

    /// <inheritdoc/>
    public StoreKind Kind => StoreKind.Sqlite;

    /// <inheritdoc/>
    public long Epoch { get; }

    /// <inheritdoc/>
    public string? Trouble => _writer.Trouble;

    /// <inheritdoc/>
    public bool IsFenced => false;

    /// <summary>Opens the file, which is made if it is not there: takes it over, checks it, brings its tables up to date, takes the next epoch.</summary>
    /// <exception cref="StoreOpenException">It cannot be opened; the message says why and what to do.</exception>
    public static SqliteStore Open(SqliteStoreOptions options, StoreMetrics metrics, TimeProvider clock, ILogger logger)
    {
        var ownership = SqliteOwnership.Take(options.Path);
        SqliteConnection? connection = null;
        try
        {
            CheckLog(options.Path);
            connection = SqliteFile.OpenForWriting(options);
            Check(connection, options);
            SqliteMigrator.Migrate(connection, options.Migrations, options.Path, clock);
            var epoch = SqliteMigrator.NextEpoch(connection);
            var aging = AgingClock.Open(connection, clock);
            var writer = new SqliteWriter(options, connection, metrics, clock, logger);
            metrics.QueueLength = () => writer.Queue.Count;
            return new SqliteStore(ownership, writer, new SqliteReaders(options.Path, options.Readers), epoch, clock, aging);
        }
        catch (Exception failed)
        {
            connection?.Dispose();
            ownership.Dispose();
            if (failed is SqliteException known)
            {
                throw new StoreOpenException(new SqliteFault(known.SqliteExtendedErrorCode, known.Message).AdviceAtOpen(options.Path), known);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> WriteAsync(StoreWrite write, CancellationToken cancellationToken) => _writer.Queue.WriteAsync(write, cancellationToken);

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => _readers.ReadAsync(read, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> DeadEpochsAsync(IReadOnlyCollection<long> epochs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        return Task.FromResult<IReadOnlyList<long>>([.. epochs.Where(epoch => epoch != Epoch).Distinct().Order()]);
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_clock.GetUtcNow());

    /// <inheritdoc/>
    public ValueTask<StoreTime> TimeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new StoreTime(_clock.GetUtcNow(), _aging.Now));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _agingTimer.DisposeAsync();
            await WriteAgingAsync();
            await _readers.DisposeAsync();
            await _writer.DisposeAsync();
            _ownership.Dispose();
        }
    }

    /// <summary>Units that wait; for tests.</summary>
    internal int QueueLength => _writer.Queue.Count;

    /// <summary>Runs something on the writer's thread before its next commit; for tests.</summary>
    internal void BeforeNextCommit(Action<sqlite3> hook) => _writer.BeforeNextCommit(hook);

    private async Task KeepAgingAsync()
    {
        if (Interlocked.Exchange(ref _isAgingKept, 1) == 0)
        {
            await WriteAgingAsync();
            Volatile.Write(ref _isAgingKept, 0);
        }
    }

    private async Task WriteAgingAsync()
    {
        try
        {
            await WriteAsync(_aging.ToWrite(), CancellationToken.None);
        }
        catch (Exception away) when (away is StoreUnavailableException or StoreUncertainException)
        {
            // What is not written down counts as a stop, for which things are only kept longer.
        }
    }

    // Before the first connection: SQLite would drop what it cannot read.
    private static void CheckLog(string path)
    {
        if (WalInspection.Findings(path) is { Count: > 0 } findings)
        {
            throw new StoreOpenException(
                $"{path} is damaged: {string.Join("; ", findings)}. It was not changed. Keep a copy of the file and of its -wal, then bring a backup back (retailsync store restore <backup> --to {path} --force), or remove the -wal and lose what is in it.");
        }
    }

    private static void Check(SqliteConnection connection, SqliteStoreOptions options)
    {
        if (options.CheckAtStart && SqliteFile.Findings(connection, thorough: false, MostFindings) is { Count: > 0 } findings)
        {
            throw new StoreOpenException(
                $"{options.Path} is damaged: {string.Join("; ", findings)}. It was not changed. Keep a copy of it, then bring a backup back: retailsync store restore <backup> --to {options.Path} --force.");
        }
    }
}
