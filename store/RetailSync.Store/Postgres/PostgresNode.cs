using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using RetailSync.Store.Migrations;

namespace RetailSync.Store.Postgres;

/// <summary>
/// This process among those that share the database: its epoch, the lock that shows that it lives, and its heartbeat by the database's clock. A process is dead when its lock is free
/// and it has been silent for a lease. Safe to use from many threads.
/// </summary>
internal sealed partial class PostgresNode : IAsyncDisposable
{
    private const int BeatsPerLease = 3;

    private static readonly string IsLocked =
        $"""
        exists (select 1 from pg_locks l where l.locktype = 'advisory' and l.granted and l.classid = {PostgresMigrator.LockClass} and l.objsubid = 2
          and l.objid = ((n.epoch + {PostgresMigrator.FirstEpochLock}) & 2147483647)::int and l.database = (select oid from pg_database where datname = current_database()))
        """;

    private readonly NpgsqlDataSource _source;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _clock;
    private readonly StoreMetrics _metrics;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private NpgsqlConnection? _held;
    private Task _beating = Task.CompletedTask;
    private volatile bool _isFenced;

    private PostgresNode(NpgsqlDataSource source, long epoch, NpgsqlConnection held, TimeSpan lease, StoreMetrics metrics, TimeProvider clock, ILogger logger) =>
        (_source, Epoch, _held, _lease, _metrics, _clock, _logger) = (source, epoch, held, lease, metrics, clock, logger);

    /// <summary>The epoch of this process.</summary>
    public long Epoch { get; }

    /// <summary>Whether others have declared it dead.</summary>
    public bool IsFenced => _isFenced;

    /// <summary>Takes a new epoch and shows that it lives.</summary>
    public static async Task<PostgresNode> JoinAsync(NpgsqlDataSource source, TimeSpan lease, StoreMetrics metrics, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        var held = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            // Who was declared dead long ago has nothing left that anybody would ask about; an epoch without a row is as dead.
            await using var next = new NpgsqlCommand("delete from store_node where fenced_at < clock_timestamp() - interval '30 days'; select nextval('store_epoch')", held);
            var epoch = (long)(await next.ExecuteScalarAsync(cancellationToken))!;
            await using var join = new NpgsqlBatch(held)
            {
                BatchCommands =
                {
                    new NpgsqlBatchCommand(LockText("pg_advisory_lock", epoch)),
                    new NpgsqlBatchCommand("insert into store_node (epoch, node, started_at, seen_at) values ($1, $2, clock_timestamp(), clock_timestamp())")
                    {
                        Parameters = { new() { Value = epoch }, new() { Value = $"{Environment.MachineName}:{Environment.ProcessId}" } },
                    },
                },
            };
            await join.ExecuteNonQueryAsync(cancellationToken);
            var node = new PostgresNode(source, epoch, held, lease, metrics, clock, logger);
            node._beating = node.BeatAsync();
            return node;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    /// <summary>Those of the epochs that are dead. Who is found dead here is fenced, in a transaction that waits for its last commit.</summary>
    public async Task<IReadOnlyList<long>> DeadAsync(IReadOnlyCollection<long> epochs, CancellationToken cancellationToken)
    {
        long[] others = [.. epochs.Where(epoch => epoch != Epoch).Distinct().Order()];
        if (others.Length == 0)
        {
            return [];
        }

        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var fence = new NpgsqlCommand(
            $"""
            with dead as (
              select n.epoch from store_node n
              where n.epoch = any($1) and n.fenced_at is null and n.seen_at < clock_timestamp() - $2 and not {IsLocked}
              order by n.epoch for update)
            update store_node n set fenced_at = clock_timestamp() from dead where n.epoch = dead.epoch
            """,
            connection)
        {
            Parameters = { new() { Value = others }, new() { Value = _lease, NpgsqlDbType = NpgsqlDbType.Interval } },
        };
        await fence.ExecuteNonQueryAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select n.epoch from store_node n where n.epoch = any($1) and n.fenced_at is null", connection) { Parameters = { new() { Value = others } } };
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var alive = new HashSet<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            alive.Add(reader.GetInt64(0));
        }

        return [.. others.Where(epoch => !alive.Contains(epoch))];
    }

    /// <summary>Learns that others have declared this process dead.</summary>
    public void Fenced()
    {
        if (!_isFenced)
        {
            _isFenced = true;
            _metrics.IsFenced = true;
            LogFenced(Epoch);
        }
    }

    /// <summary>Stops the heartbeat and says that this process is gone, so that nobody has to wait for the lease.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating;
        try
        {
            if (_held is { } held)
            {
                await using var leave = new NpgsqlCommand("update store_node set fenced_at = clock_timestamp() where epoch = $1 and fenced_at is null", held) { Parameters = { new() { Value = Epoch } } };
                await leave.ExecuteNonQueryAsync();
            }
        }
        catch (Exception away) when (PostgresFailure.Is(away))
        {
            // The others find out after the lease.
            LogBeatFailed(Epoch, away);
        }

        await DropAsync();
        _stop.Dispose();
    }

    /// <summary>Loses the lock and the heartbeat without leaving, as a process does that is frozen or cut off; for tests.</summary>
    internal async Task FreezeAsync()
    {
        await _stop.CancelAsync();
        await _beating;
        await DropAsync();
    }

    private static string LockText(string function, long epoch) => $"select {function}({PostgresMigrator.LockClass}, {(epoch + PostgresMigrator.FirstEpochLock) & int.MaxValue})";

    private async Task BeatAsync()
    {
        try
        {
            while (!_isFenced)
            {
                await Task.Delay(_lease / BeatsPerLease, _clock, _stop.Token);
                await BeatOnceAsync(_stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task BeatOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_held is null)
            {
                _held = await _source.OpenConnectionAsync(cancellationToken);

                // The server may still hold the lock for the connection that was lost; the next beat asks again, and until then the heartbeat speaks for this process.
                await using var take = new NpgsqlCommand(LockText("pg_try_advisory_lock", Epoch), _held);
                if (await take.ExecuteScalarAsync(cancellationToken) is false)
                {
                    await BeatAsync(_held, cancellationToken);
                    await DropAsync();
                    return;
                }
            }

            await BeatAsync(_held, cancellationToken);
        }
        catch (Exception away) when (PostgresFailure.Is(away))
        {
            LogBeatFailed(Epoch, away);
            await DropAsync();
        }
    }

    private async Task BeatAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var beat = new NpgsqlCommand("update store_node set seen_at = clock_timestamp() where epoch = $1 and fenced_at is null", connection) { Parameters = { new() { Value = Epoch } } };
        if (await beat.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            Fenced();
        }
    }

    private async Task DropAsync()
    {
        if (Interlocked.Exchange(ref _held, null) is { } held)
        {
            await held.DisposeAsync();
        }
    }

    [LoggerMessage(LogLevel.Critical, "Other gateways have declared this process (epoch {Epoch}) dead and taken over what it left. It writes nothing any more: restart it.", EventName = "store.fenced")]
    private partial void LogFenced(long epoch);

    [LoggerMessage(LogLevel.Warning, "The heartbeat of epoch {Epoch} could not be written.", EventName = "store.heartbeat")]
    private partial void LogBeatFailed(long epoch, Exception reason);
}
