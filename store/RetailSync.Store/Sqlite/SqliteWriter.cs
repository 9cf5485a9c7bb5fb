using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using RetailSync.Store.Writing;
using SQLitePCL;

namespace RetailSync.Store.Sqlite;

/// <summary>
/// The one thread that writes to the file: it takes what waits, carries it out in one transaction, and tells the callers when that is on disk. It also copies the write-ahead log into
/// the file, so that nobody else's copying lets the log grow.
/// </summary>
internal sealed partial class SqliteWriter : IAsyncDisposable
{
    // How often an idle writer looks after the log and, when something was wrong, tries again.
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteTransactions _transactions;
    private readonly SqliteLog _log;
    private readonly StoreMetrics _metrics;
    private readonly ILogger _logger;
    private List<PendingUnit> _batch = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _timer;
    private volatile string? _trouble;
    private Action<sqlite3>? _hook;

    /// <param name="options">The store's options.</param>
    /// <param name="connection">The connection that writes; the writer disposes it.</param>
    /// <param name="metrics">What is counted.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="logger">For troubles.</param>
    public SqliteWriter(SqliteStoreOptions options, SqliteConnection connection, StoreMetrics metrics, TimeProvider clock, ILogger logger)
    {
        (_path, _connection, _metrics, _logger) = (options.Path, connection, metrics, logger);
        _transactions = new SqliteTransactions(connection.Handle!);
        _log = new SqliteLog(connection.Handle!, options.CheckpointPages);
        Queue = new UnitQueue(options.Limits);
        _timer = clock.CreateTimer(_ => Queue.Tick(), null, TickPeriod, TickPeriod);
        new Thread(Run) { IsBackground = true, Name = "store writer" }.Start();
    }

    /// <summary>Where units are handed in.</summary>
    public UnitQueue Queue { get; }

    /// <summary>Why nothing can be written at the moment; null while all is well.</summary>
    public string? Trouble => _trouble;

    /// <summary>Runs something on the writer's thread before its next commit; for tests.</summary>
    internal void BeforeNextCommit(Action<sqlite3> hook)
    {
        Volatile.Write(ref _hook, hook);
        Queue.Tick();
    }

    /// <summary>Takes no more units, carries out those that wait, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        Queue.Close();
        await _ended.Task;
    }

    private void Run()
    {
        try
        {
            while (Wait())
            {
                Queue.Take(_batch);
                Interlocked.Exchange(ref _hook, null)?.Invoke(_connection.Handle!);
                if (_batch.Count > 0)
                {
                    Write();

                    // The callers go on elsewhere, while this thread takes what has come meanwhile.
                    ThreadPool.UnsafeQueueUserWorkItem(new WrittenBatch(_batch), preferLocal: false);
                    _batch = [];
                    Tend(idle: false);
                }
                else
                {
                    Probe();
                    Tend(idle: true);
                }
            }

            Tend(idle: true);
        }
        finally
        {
            _timer.Dispose();
            _transactions.Dispose();
            _connection.Dispose();
            _ended.SetResult();
        }
    }

    // This thread is the writer's own; there is nothing else that it could do meanwhile.
    private bool Wait()
    {
        var more = Queue.WaitAsync(CancellationToken.None);
        return more.IsCompleted ? more.GetAwaiter().GetResult() : more.AsTask().GetAwaiter().GetResult();
    }

    private void Write()
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            var written = _transactions.TryRun(_batch, alone: false) || _transactions.TryRun(_batch, alone: true);
            System.Diagnostics.Debug.Assert(written, "Units that run alone fail alone.");
            Recovered();
            _metrics.Committed(_batch.Count, TimeProvider.System.GetElapsedTime(start));
        }
        catch (SqliteFault fault)
        {
            Troubled(fault);
            Exception reason = _transactions.IsUncertain
                ? new StoreUncertainException($"{_trouble} Whether the last units were written is not known.", fault)
                : new StoreUnavailableException($"{_trouble} Nothing was written.", fault);
            _metrics.Failed(_batch.Count, _transactions.IsUncertain);
            foreach (var unit in _batch)
            {
                unit.Fault = reason;
            }
        }
    }

    // Something was wrong, and nobody may write as long as that is known: so it is tried without anybody's data.
    private void Probe()
    {
        if (_trouble is null)
        {
            return;
        }

        try
        {
            _transactions.Probe();
            Recovered();
        }
        catch (SqliteFault fault)
        {
            Troubled(fault);
        }
    }

    private void Tend(bool idle)
    {
        try
        {
            _log.Tend(idle);
            _metrics.LogPages = _log.Pages;
        }
        catch (SqliteFault fault)
        {
            Troubled(fault);
        }
    }

    private void Troubled(SqliteFault fault)
    {
        var advice = fault.Advice(_path);
        if (Interlocked.Exchange(ref _trouble, advice) != advice)
        {
            LogTrouble(advice, fault.Code);
        }

        _metrics.IsInTrouble = true;
    }

    private void Recovered()
    {
        if (Interlocked.Exchange(ref _trouble, null) is not null)
        {
            LogRecovered(_path);
            _metrics.IsInTrouble = false;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Advice} (code {Code})", EventName = "store.trouble")]
    private partial void LogTrouble(string advice, int code);

    [LoggerMessage(LogLevel.Information, "{Path} can be written again.", EventName = "store.recovered")]
    private partial void LogRecovered(string path);
}
