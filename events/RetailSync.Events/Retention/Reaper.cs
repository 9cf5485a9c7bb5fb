using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Journal;
using RetailSync.Store;

namespace RetailSync.Events.Retention;

/// <summary>Blanks from time to time what is older than it may get. In small batches, so that it never holds up a change.</summary>
internal sealed partial class Reaper(IStore store, JournalOptions options, JournalMetrics metrics, TimeProvider clock, ILogger<Reaper> logger) : BackgroundService
{
    private const int MaxBatches = 40;

    /// <summary>Does it once. Returns how many operations and events were blanked.</summary>
    public async Task<(long Operations, long Events)> RunAsync(CancellationToken cancellationToken)
    {
        var time = await store.TimeAsync(cancellationToken);
        var operations = await RepeatAsync(RetentionSql.BlankOperations, cancellationToken, Times.ToStore(time.Aging));

        // Events carry the time of day. Where the aging time lags behind it, the clock has jumped or the gateway stood still, and the earlier of both forgets less.
        var before = (time.Aging < time.Now ? time.Aging : time.Now) - TimeSpan.FromDays(options.EventDays);
        var events = await RepeatAsync(RetentionSql.BlankEvents, cancellationToken, Times.ToStore(time.Now), Times.ToStore(before));
        metrics.Blanked(operations + events);
        return (operations, events);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(options.ReapSeconds), clock, stoppingToken);
                try
                {
                    await RunAsync(stoppingToken);
                }
                catch (Exception fault) when (fault is not OperationCanceledException and not OutOfMemoryException)
                {
                    // The next turn tries again; nothing but room depends on it.
                    LogTrouble(fault);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task<long> RepeatAsync(Sql sql, CancellationToken cancellationToken, params object?[] values)
    {
        var all = 0L;
        for (var i = 0; i < MaxBatches; i++)
        {
            var changed = (await store.WriteAsync(new StoreWrite().Add(sql, values), cancellationToken))[0];
            all += changed;
            if (changed < RetentionSql.Batch)
            {
                break;
            }
        }

        return all;
    }

    [LoggerMessage(LogLevel.Warning, "What is too old could not be blanked.", EventName = "retention.trouble")]
    private partial void LogTrouble(Exception fault);
}
