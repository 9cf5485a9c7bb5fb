using Microsoft.Extensions.Logging;
using Npgsql;
using RetailSync.Store.Writing;

namespace RetailSync.Store.Postgres;

/// <summary>The one loop that writes to the database: it takes what waits, sends it in one transaction, and tells the callers when that is on disk. It reconnects by itself.</summary>
internal sealed partial class PostgresWriter : IAsyncDisposable
{
    // How often it is tried again while something is wrong; between two tries nobody waits for a time-out.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly PostgresSources _sources;
    private readonly PostgresNode _node;
    private readonly PostgresTransactions _transactions;
    private readonly StoreMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Task _loop;
    private volatile string? _trouble;
    private long _failedAt;

    public PostgresWriter(PostgresSources sources, PostgresNode node, WriteLimits limits, StoreMetrics metrics, TimeProvider clock, ILogger logger)
    {
        (_sources, _node, _metrics, _clock, _logger) = (sources, node, metrics, clock, logger);
        _transactions = new PostgresTransactions(sources, node.Epoch);
        Queue = new UnitQueue(limits);
        _timer = clock.CreateTimer(_ => Queue.Tick(), null, Pause, Pause);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Where units are handed in.</summary>
    public UnitQueue Queue { get; }

    /// <summary>Why nothing can be written at the moment; null while all is well.</summary>
    public string? Trouble => _trouble;

    /// <summary>Takes no more units, carries out those that wait, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        Queue.Close();
        await _loop;
        await _timer.DisposeAsync();
        await _transactions.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var batch = new List<PendingUnit>();
        while (await Queue.WaitAsync(CancellationToken.None))
        {
            Queue.Take(batch);
            if (batch.Count > 0)
            {
                await WriteAsync(batch);
                batch.ForEach(unit => unit.Complete());
                batch.Clear();
            }
            else if (_trouble is not null && !_node.IsFenced)
            {
                await ProbeAsync();
            }
        }
    }

    private async Task WriteAsync(List<PendingUnit> batch)
    {
        if (_node.IsFenced || (_trouble is not null && _clock.GetElapsedTime(_failedAt) < Pause))
        {
            Refuse(batch, new StoreUnavailableException($"{_trouble ?? FencedAdvice} Nothing was written."));
            return;
        }

        var start = _clock.GetTimestamp();
        try
        {
            await _transactions.RunAsync(batch);
            Recovered();
            _metrics.Committed(batch.Count, _clock.GetElapsedTime(start));
        }
        catch (Exception failure) when (PostgresFailure.Is(failure))
        {
            Troubled(failure);
            Refuse(batch, _transactions.IsUncertain
                ? new StoreUncertainException($"{_trouble} Whether the last units were written is not known.", failure)
                : new StoreUnavailableException($"{_trouble} Nothing was written.", failure));
        }
    }

    private string FencedAdvice => $"Other gateways on {_sources.Name} have declared this process dead and taken over what it left. Restart it.";

    private void Refuse(List<PendingUnit> batch, Exception reason)
    {
        _metrics.Failed(batch.Count, reason is StoreUncertainException);
        foreach (var unit in batch)
        {
            unit.Fault = reason;
        }
    }

    private async Task ProbeAsync()
    {
        try
        {
            await _transactions.ProbeAsync();
            Recovered();
        }
        catch (Exception failure) when (PostgresFailure.Is(failure))
        {
            Troubled(failure);
        }
    }

    private void Troubled(Exception failure)
    {
        _failedAt = _clock.GetTimestamp();
        if (failure is PostgresException { SqlState: PostgresFailure.Fenced })
        {
            _node.Fenced();
        }

        var advice = _node.IsFenced ? FencedAdvice : PostgresFailure.Advice(_sources.Name, failure);
        if (Interlocked.Exchange(ref _trouble, advice) is null)
        {
            LogTrouble(advice);
        }

        _metrics.IsInTrouble = true;
    }

    private void Recovered()
    {
        if (Interlocked.Exchange(ref _trouble, null) is not null)
        {
            LogRecovered(_sources.Name);
            _metrics.IsInTrouble = false;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Advice}", EventName = "store.trouble")]
    private partial void LogTrouble(string advice);

    [LoggerMessage(LogLevel.Information, "{Name} can be written again.", EventName = "store.recovered")]
    private partial void LogRecovered(string name);
}
