using Microsoft.Extensions.Logging;
using RetailSync.Events.Journal;
using RetailSync.Events.Queueing;
using RetailSync.Store;

namespace RetailSync.Events.Recovery;

/// <summary>Settles what was left behind: by processes that are gone, and by this one while the store was away. One at a time.</summary>
internal sealed partial class Takeover(IStore store, OwnIntents own, OutcomeWriter outcomes, JournalMetrics metrics, ILogger<Takeover> logger)
{
    private const int Batch = 1_000;

    /// <summary>Does it once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await WriteWaitingAsync(cancellationToken);
        await SettleOwnAsync(cancellationToken);
        await TakeDeadAsync(cancellationToken);
        await CountAsync(cancellationToken);
    }

    // The outcome is known and only had no place to be written to.
    private async Task WriteWaitingAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, outcome) in own.Waiting)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (outcome is null)
            {
                await DoubtAsync(id, "Its answer came while nothing could be written down.", cancellationToken);
                own.End(id);
                continue;
            }

            switch (await outcomes.WriteAsync(outcome))
            {
                case WriteResult.Written:
                    own.End(id);
                    metrics.SettledByRecovery(outcome.State);
                    LogWritten(id);
                    break;
                case WriteResult.Lost:
                    own.End(id);
                    break;
                case WriteResult.Refused:
                    own.Forsake(id);
                    break;
                default:
                    // The store is still away: the others would fail as well.
                    return;
            }
        }
    }

    private async Task SettleOwnAsync(CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(
            $"select id, queue_seq from operation where state = 0 and epoch = @epoch order by created_at limit {Batch}", row => (Id: Guid.Parse(row.GetString(0)), WasQueued: !row.IsDBNull(1)), cancellationToken, ("epoch", store.Epoch));
        foreach (var (id, wasQueued) in rows)
        {
            if (own.IsOverdue(id))
            {
                await DoubtAsync(id, "Its call ended without an outcome.", cancellationToken);
                own.End(id);
            }
            else if (!own.Has(id) && wasQueued)
            {
                await Waiting.ReturnAsync(store, id, Gateway.OperationState.Intent, 0, null, "It was not sent.", cancellationToken);
            }
            else if (!own.Has(id))
            {
                var now = Times.ToStore(await store.NowAsync(cancellationToken));
                var changed = await store.WriteAsync(
                    new StoreWrite().Add(RecoverySql.NeverSent, now, Guid.NewGuid().ToString("N"), "It was never sent: its intent was not granted.", id.ToString(), store.Epoch), cancellationToken);
                if (changed[0] == 1)
                {
                    metrics.SettledByRecovery(Gateway.OperationState.NotApplied);
                    LogNeverSent(id);
                }
            }
        }
    }

    private async Task TakeDeadAsync(CancellationToken cancellationToken)
    {
        var others = await store.ListAsync("select distinct epoch from operation where (state = 0 or state = 3 or state = 5) and (state = 0 or leased_until is not null) and epoch <> @epoch", row => row.GetInt64(0), cancellationToken, ("epoch", store.Epoch));
        if (others.Count == 0)
        {
            return;
        }

        var now = Times.ToStore(await store.NowAsync(cancellationToken));
        foreach (var dead in await store.DeadEpochsAsync(others, cancellationToken))
        {
            var changed = await store.WriteAsync(
                new StoreWrite()
                    .Add(RecoverySql.TakeOver, store.Epoch, now, "The gateway that sent it stopped before it could write the outcome down.", dead)
                    .Add(RecoverySql.EndLease, store.Epoch, now, dead),
                cancellationToken);
            LogTakenOver(changed[0], dead);
        }
    }

    private async Task DoubtAsync(Guid id, string reason, CancellationToken cancellationToken)
    {
        var now = Times.ToStore(await store.NowAsync(cancellationToken));
        await store.WriteAsync(new StoreWrite().Add(RecoverySql.Doubt, now, reason, id.ToString(), store.Epoch), cancellationToken);
        LogDoubt(id, reason);
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        var counts = await store.ListAsync(
            "select state, count(*) from operation where (state = 0 or state = 3 or state = 5) group by state", row => (State: row.GetInt64(0), Count: row.GetInt64(1)), cancellationToken);
        metrics.Open(counts.Where(count => count.State == 3).Sum(count => count.Count), counts.Where(count => count.State == 5).Sum(count => count.Count));
    }

    [LoggerMessage(LogLevel.Information, "The outcome of operation {Operation} is written down at last.", EventName = "recovery.written")]
    private partial void LogWritten(Guid operation);

    [LoggerMessage(LogLevel.Warning, "Operation {Operation} was never sent, and is settled so.", EventName = "recovery.never-sent")]
    private partial void LogNeverSent(Guid operation);

    [LoggerMessage(LogLevel.Warning, "{Count} operations of the process with epoch {Epoch}, which is gone, have an unknown outcome and are being resolved.", EventName = "recovery.taken-over")]
    private partial void LogTakenOver(int count, long epoch);

    [LoggerMessage(LogLevel.Warning, "The outcome of operation {Operation} is unknown. {Reason}", EventName = "recovery.doubt")]
    private partial void LogDoubt(Guid operation, string reason);
}
