using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailSync.Store.Migrations;

namespace RetailSync.Store.Postgres;

/// <summary>A PostgreSQL database that several gateways share. Safe to use from many threads.</summary>
internal sealed class PostgresStore : IStore
{
    private readonly PostgresSources _sources;
    private readonly PostgresNode _node;
    private readonly PostgresWriter _writer;
    private int _isDisposed;

    private PostgresStore(PostgresSources sources, PostgresNode node, PostgresWriter writer) => (_sources, _node, _writer) = (sources, node, writer);

    /// <inheritdoc/>
    public StoreKind Kind => StoreKind.Postgres;

    /// <inheritdoc/>
    public long Epoch => _node.Epoch;

    /// <inheritdoc/>
    public string? Trouble => _writer.Trouble;

    /// <inheritdoc/>
    public bool IsFenced => _node.IsFenced;

    /// <summary>This process among the others; for tests.</summary>
    internal PostgresNode Node => _node;

    /// <summary>Opens the database: brings its tables up to date, takes an epoch.</summary>
    /// <exception cref="StoreOpenException">It cannot be opened; the message says why and what to do.</exception>
    public static async Task<PostgresStore> OpenAsync(PostgresStoreOptions options, StoreMetrics metrics, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        var sources = new PostgresSources(options);
        try
        {
            await using (var connection = await sources.Held.OpenConnectionAsync(cancellationToken))
            {
                await PostgresMigrator.MigrateAsync(connection, options.Migrations, sources.Name, cancellationToken);
            }

            var node = await PostgresNode.JoinAsync(sources.Held, options.Lease, metrics, clock, logger, cancellationToken);
            var writer = new PostgresWriter(sources, node, options.Limits, metrics, clock, logger);
            metrics.QueueLength = () => writer.Queue.Count;
            return new PostgresStore(sources, node, writer);
        }
        catch (Exception failed)
        {
            await sources.DisposeAsync();
            if (failed is not StoreOpenException && PostgresFailure.Is(failed))
            {
                var reason = failed is PostgresException server ? $"{server.MessageText} (code {server.SqlState})" : failed.GetBaseException().Message;
                throw new StoreOpenException($"{sources.Name} cannot be opened: {reason}. Look at Store:Connection, and whether the server runs and lets this user in and make tables.", failed);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> WriteAsync(StoreWrite write, CancellationToken cancellationToken) => _writer.Queue.WriteAsync(write, cancellationToken);

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var connection = await ConnectAsync(cancellationToken);
        return await read(connection, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> DeadEpochsAsync(IReadOnlyCollection<long> epochs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        try
        {
            return await _node.DeadAsync(epochs, cancellationToken);
        }
        catch (Exception away) when (PostgresFailure.Is(away))
        {
            throw new StoreUnavailableException(PostgresFailure.Advice(_sources.Name, away), away);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset> NowAsync(CancellationToken cancellationToken) =>
        new(await ReadAsync(
            async (connection, cancellation) =>
            {
                await using var command = new NpgsqlCommand("select clock_timestamp()", (NpgsqlConnection)connection);
                return (DateTime)(await command.ExecuteScalarAsync(cancellation))!;
            },
            cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<StoreTime> TimeAsync(CancellationToken cancellationToken)
    {
        var now = await NowAsync(cancellationToken);
        return new StoreTime(now, now);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _writer.DisposeAsync();
            await _node.DisposeAsync();
            await _sources.DisposeAsync();
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _isDisposed) != 0)
        {
            throw new StoreUnavailableException("The store is closed: nothing was read.");
        }

        try
        {
            return await _sources.Readers.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception away) when (PostgresFailure.Is(away))
        {
            throw new StoreUnavailableException($"{_sources.Name} cannot be read ({away.GetBaseException().Message}).", away);
        }
    }
}
