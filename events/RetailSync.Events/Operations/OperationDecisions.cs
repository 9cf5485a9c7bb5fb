using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Journal;
using RetailSync.Events.Resolving;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Operations;

/// <summary>Carries out what persons decide. Safe to use from many threads; of several who settle one operation exactly one gets through.</summary>
internal sealed partial class OperationDecisions(
    IStore store, BodySeal seal, OutcomeWriter outcomes, JournalWake wake, JournalMetrics metrics, IEnumerable<IOperatorActions> listeners, ILogger<OperationDecisions> logger)
{
    /// <summary>Carries a decision out. False: the operation is settled already, is being resolved, or its call is under way.</summary>
    public async Task<bool> DecideAsync(StoredOperation row, DecisionRequest request, string who, CancellationToken cancellationToken)
    {
        // What waits to be sent can be withdrawn, or said to have been done by hand. There is nothing to find out again.
        if (row.State is not (OperationState.Unknown or OperationState.Exception) && (row.State != OperationState.Queued || request.Decision == "retry"))
        {
            return false;
        }

        var decision = new Decision(who, request.Decision, StoreText.Safe(request.Reason));
        var isDone = request.Decision == "retry" ? await RetryAsync(row, decision, cancellationToken) : await SettleAsync(row, request, decision);
        foreach (var listener in listeners)
        {
            listener.Tell($"operation.{request.Decision}", row.Id.ToString(), isDone);
        }

        if (isDone)
        {
            LogDecided(row.Id, who, request.Decision);
        }

        return isDone;
    }

    private async Task<bool> RetryAsync(StoredOperation row, Decision decision, CancellationToken cancellationToken)
    {
        var (id, token) = (row.Id.ToString(), Guid.NewGuid().ToString("N"));
        var now = Times.ToStore(await store.NowAsync(cancellationToken));
        var changed = await store.WriteAsync(
            new StoreWrite()
                .Add(JournalSql.Retry, now, token, id, row.Epoch)
                .Add(JournalSql.RecordDecision, Guid.CreateVersion7().ToString(), now, decision.By, decision.What, decision.Reason, id, token),
            cancellationToken);
        wake.Raise();
        return changed[0] == 1;
    }

    private async Task<bool> SettleAsync(StoredOperation row, DecisionRequest request, Decision decision)
    {
        var isApplied = request.Decision == "applied";
        var answer = isApplied
            ? new UpstreamAnswer
            {
                Status = request.Status ?? row.Method switch { "POST" => 201, "DELETE" => 204, _ => request.Body is null ? 204 : 200 },
                Headers = request.Body is null ? [] : [new("Content-Type", "application/json")],
                Body = new ReadOnlySequence<byte>(request.Body ?? []),
            }
            : null;
        var settlement = new Settlement { State = isApplied ? OperationState.Done : OperationState.NotApplied, Answer = answer, Reason = $"Decided by {decision.By}: {decision.Reason}" };
        var outcome = await outcomes.PrepareAsync(
            Resolver.FactsOf(row, OpenRequest(row), answer), settlement, row.State, row.Epoch, row.KeyKeep is { } keep ? TimeSpan.FromMicroseconds(keep) : null, CancellationToken.None);
        switch (await outcomes.WriteAsync(outcome with { Decision = decision }))
        {
            case WriteResult.Written:
                metrics.SettledByPerson(settlement.State);
                return true;
            case WriteResult.Lost:
                return false;
            default:
                throw new StoreUnavailableException("The decision could not be written down.");
        }
    }

    // A request that does not open leaves a placeholder where the event needs it: the decision itself counts.
    private ReadOnlyMemory<byte> OpenRequest(StoredOperation row)
    {
        try
        {
            return row.RequestBody is { } kept ? seal.Open(kept, row.RequestPlace) : default(ReadOnlyMemory<byte>);
        }
        catch (CryptographicException damaged)
        {
            LogDamaged(row.Id, damaged);
            return default;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Operation {Operation} was decided by {Who}: {Decision}.", EventName = "operations.decided")]
    private partial void LogDecided(Guid operation, string who, string decision);

    [LoggerMessage(LogLevel.Error, "The kept request of operation {Operation} does not open.", EventName = "operations.damaged")]
    private partial void LogDamaged(Guid operation, Exception fault);
}
