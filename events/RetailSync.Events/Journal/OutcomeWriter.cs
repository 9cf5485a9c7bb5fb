using Microsoft.Extensions.Logging;
using RetailSync.Events.Log;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Journal;

/// <summary>Writes outcomes together with their events, in one unit. Safe to use from many threads.</summary>
internal sealed partial class OutcomeWriter(IStore store, BodySeal seal, EventMaker events, EventSignal signal, JournalOptions options, ILogger<OutcomeWriter> logger)
{
    /// <summary>Prepares the outcome of an operation.</summary>
    /// <param name="facts">What its events are made of, with the answer.</param>
    /// <param name="settlement">How it ended.</param>
    /// <param name="from">The state that its row is in.</param>
    /// <param name="epoch">The owner that its row has.</param>
    /// <param name="keep">How long its key is kept; null when it has none.</param>
    /// <param name="cancellationToken">Stops the building of events; the outcome is then written with placeholders.</param>
    public async ValueTask<Outcome> PrepareAsync(EventFacts facts, Settlement settlement, OperationState from, long epoch, TimeSpan? keep, CancellationToken cancellationToken)
    {
        var made = settlement.State == OperationState.Done ? await events.MakeAsync(facts, cancellationToken) : [];
        var time = await store.TimeAsync(cancellationToken);
        var answer = settlement.Answer;
        var keepsKey = settlement.KeepsKey && settlement.State != OperationState.NotApplied;
        var isOpen = settlement.State is OperationState.Unknown or OperationState.Exception;
        return new Outcome
        {
            Id = facts.Id,
            From = from,
            Epoch = epoch,
            State = settlement.State,
            Now = Times.ToStore(time.Now),
            ExpiresAt = isOpen ? null : Times.ToStore(time.Aging + (keepsKey && keep is { } kept ? kept : TimeSpan.FromHours(options.BodyHours))),
            Status = answer?.Status,
            ResponseHeaders = answer is null ? null : HeaderText.Write(answer.Headers),
            ResponseBody = answer?.Body is { } body ? seal.Seal(BodyBytes.Of(body).Span, Places.Response(facts.Id)) : null,
            IsReconstructed = facts.IsReconstructed,
            Reason = StoreText.Safe(settlement.Reason, 1_000),
            KeepsKey = keepsKey || isOpen,
            Events = Outcome.SealAll(made, seal),
        };
    }

    /// <summary>Writes it. Never throws.</summary>
    public async ValueTask<WriteResult> WriteAsync(Outcome outcome)
    {
        var token = Guid.NewGuid().ToString("N");
        try
        {
            // Not cancellable: once a system has answered, its answer is written down whoever has gone meanwhile.
            CrashPoints.Pass(CrashPoints.BeforeOutcome);
            var changed = await store.WriteAsync(outcome.ToWrite(token), CancellationToken.None);
            CrashPoints.Pass(CrashPoints.AfterOutcome);
            return changed[0] == 0 ? WriteResult.Lost : Written(outcome);
        }
        catch (StoreUncertainException uncertain)
        {
            LogTrouble(outcome.Id, uncertain);
            return await WasWrittenAsync(outcome.Id, token) ? Written(outcome) : WriteResult.Failed;
        }
        catch (Exception fault) when (fault is StoreStatementException or ArgumentException)
        {
            LogRefused(outcome.Id, fault);
            return WriteResult.Refused;
        }
        catch (Exception fault) when (StoreReading.IsTrouble(fault))
        {
            LogTrouble(outcome.Id, fault);
            return WriteResult.Failed;
        }
    }

    private WriteResult Written(Outcome outcome)
    {
        if (outcome.HasSoundEvents)
        {
            signal.Raise();
        }

        return WriteResult.Written;
    }

    private async Task<bool> WasWrittenAsync(Guid id, string token)
    {
        try
        {
            return await store.FirstAsync("select settled_by from operation where id = @id", row => row.TextOrNull(0), CancellationToken.None, ("id", id.ToString())) == token;
        }
        catch (Exception fault) when (StoreReading.IsTrouble(fault))
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Critical, "The store refuses the outcome of operation {Operation}, so it is handled as unknown. This is a fault of the program.", EventName = "journal.outcome-refused")]
    private partial void LogRefused(Guid operation, Exception fault);

    [LoggerMessage(LogLevel.Error, "The outcome of operation {Operation} could not be written down. It counts as unknown until it can.", EventName = "journal.outcome-trouble")]
    private partial void LogTrouble(Guid operation, Exception fault);
}
