using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Journal;
using RetailSync.Events.Queueing;
using RetailSync.Events.Recovery;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Resolving;

/// <summary>Finds out what became of a change whose outcome is unknown. Safe to use from many threads; of several gateways one works on an operation at a time.</summary>
internal sealed partial class Resolver(
    IStore store, BodySeal seal, OutcomeWriter outcomes, Asker asker, ISnapshotSource snapshots, JournalOptions options, JournalMetrics metrics, ILogger<Resolver> logger)
{
    // A look, a repeat, and a look after it.
    private const int MaxQuestions = 3;

    /// <summary>Makes one attempt. Nothing happens when it is not due, or another gateway is at it.</summary>
    public async Task TryAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var until = Times.ToStore(now + TimeSpan.FromSeconds((options.ResolveTimeoutSeconds * MaxQuestions) + 60));
        var changed = await store.WriteAsync(new StoreWrite().Add(RecoverySql.Lease, store.Epoch, until, id.ToString(), Times.ToStore(now)), cancellationToken);
        if (changed[0] == 0)
        {
            return;
        }

        metrics.Attempted();
        var row = await store.FirstAsync($"select {StoredOperation.Columns} from operation where id = @id", StoredOperation.Read, cancellationToken, ("id", id.ToString()));
        if (row is null || row.State != OperationState.Unknown || row.Epoch != store.Epoch || row.LeasedUntil != until)
        {
            return;
        }

        if (Open(row) is not { } opened)
        {
            await SettleAsync(row, default, new ResolverStep.Settle(OperationState.Exception, "Its kept request does not open: it was changed, or sealed with another key."), null);
            return;
        }

        await RunAsync(opened, until, cancellationToken);
    }

    private async Task RunAsync(Case opened, long until, CancellationToken cancellationToken)
    {
        var step = ResolverDecision.Begin(opened.State(options, await store.NowAsync(cancellationToken)));
        Learnt? learnt = null;
        for (var i = 0; i < MaxQuestions && step is ResolverStep.Repeat or ResolverStep.Look; i++)
        {
            if (step is ResolverStep.Repeat && opened.Class == UpstreamClass.C)
            {
                var marked = await store.WriteAsync(new StoreWrite().Add(RecoverySql.MarkResent, opened.Row.Id.ToString(), store.Epoch, until), cancellationToken);
                if (marked[0] == 0)
                {
                    return;
                }

                opened = opened with { Row = opened.Row with { IsResent = true, AbsentSince = null } };
            }

            learnt = step is ResolverStep.Repeat ? await asker.RepeatAsync(opened, cancellationToken) : await asker.LookAsync(opened, cancellationToken);
            step = ResolverDecision.Next(opened.State(options, await store.NowAsync(cancellationToken)), learnt.Kind);
        }

        switch (step)
        {
            case ResolverStep.Settle settle:
                await SettleAsync(opened.Row, opened.Body, settle, learnt?.Answer);
                break;
            case ResolverStep.Later later:
                await store.WriteAsync(
                    new StoreWrite().Add(RecoverySql.Later, Times.ToStore(later.At), Times.ToStore(later.AbsentSince), later.Reason, opened.Row.Id.ToString(), store.Epoch, until), cancellationToken);
                break;
        }
    }

    private async Task SettleAsync(StoredOperation row, ReadOnlyMemory<byte> body, ResolverStep.Settle settle, UpstreamAnswer? answer)
    {
        if (settle.State == OperationState.NotApplied && row.QueueSeq is not null)
        {
            // Its caller was promised that it will be sent, and now it is known that it can be sent without harm.
            if (await Waiting.ReturnAsync(store, row.Id, OperationState.Unknown, row.LeasedUntil ?? 0, null, settle.Reason, CancellationToken.None))
            {
                LogReturned(row.Id);
            }

            return;
        }

        var keepsAnswer = settle.State is OperationState.Done or OperationState.Rejected;
        var settlement = new Settlement { State = settle.State, Answer = keepsAnswer ? answer : null, Reason = settle.Reason };
        var outcome = await outcomes.PrepareAsync(
            FactsOf(row, body, settlement.Answer), settlement, OperationState.Unknown, store.Epoch, row.KeyKeep is { } keep ? TimeSpan.FromMicroseconds(keep) : null, CancellationToken.None);
        if (await outcomes.WriteAsync(outcome with { Lease = row.LeasedUntil ?? 0 }) == WriteResult.Written)
        {
            metrics.SettledByRecovery(settle.State);
            LogSettled(row.Id, JournalMetrics.Label(settle.State), row.Attempts);
        }
    }

    /// <summary>What the events of a stored operation are made of.</summary>
    public static EventFacts FactsOf(StoredOperation row, ReadOnlyMemory<byte> body, UpstreamAnswer? answer) => new()
    {
        Id = row.Id,
        ContractId = row.Contract,
        ContractHash = row.ContractHash,
        OperationId = row.Operation,
        Target = row.Target,
        ConsumerId = row.Consumer,
        Lane = row.Lane,
        RequestHeaders = row.RequestHeaders,
        RequestBody = body,
        Answer = answer,
        IsReconstructed = true,
    };

    private Case? Open(StoredOperation row)
    {
        ReadOnlyMemory<byte> body = default;
        try
        {
            body = row.RequestBody is { } kept ? seal.Open(kept, row.RequestPlace) : default;
        }
        catch (CryptographicException damaged)
        {
            LogDamaged(row.Id, damaged);
            return null;
        }

        var setting = options.Resolvers.GetValueOrDefault($"{row.Contract}#{row.Operation}") ?? new ResolverOptions();
        var opened = new Case { Row = row, Body = body, Options = setting, Class = setting.Class ?? row.Class };
        return opened with { LookTarget = LookTarget(opened) };
    }

    private string? LookTarget(Case opened)
    {
        var row = opened.Row;
        if (opened.Options.Lookup is not { } template)
        {
            // What a POST is sent to is a collection or an action, not the thing that it changes.
            return opened.Class == UpstreamClass.C && row.Method is "PUT" or "PATCH" or "DELETE" && IsJson(row) ? row.Target : null;
        }

        var snapshot = snapshots.Current;
        return ContractLookup.Find(snapshot, row.Contract, row.Operation, out _) is { } operation
            ? LookupTemplate.Fill(template, row.Id, operation, ContractLookup.PathBelow(snapshot, row.Contract, row.Target), opened.PlainBody)
            : null;
    }

    // A patch in another language than JSON's own does not say how the thing looks afterwards.
    private static bool IsJson(StoredOperation row) =>
        row.Method == "DELETE" || (HeaderText.Find(row.RequestHeaders, "Content-Type") is { } type && type.Contains("json", StringComparison.OrdinalIgnoreCase) && !type.Contains("json-patch", StringComparison.OrdinalIgnoreCase));

    [LoggerMessage(LogLevel.Information, "Operation {Operation} is {State}, found out at attempt {Attempt}.", EventName = "recovery.settled")]
    private partial void LogSettled(Guid operation, string state, long attempt);

    [LoggerMessage(LogLevel.Information, "Operation {Operation} was not applied, and is sent again in its turn.", EventName = "recovery.returned")]
    private partial void LogReturned(Guid operation);

    [LoggerMessage(LogLevel.Error, "The kept request of operation {Operation} does not open.", EventName = "recovery.damaged")]
    private partial void LogDamaged(Guid operation, Exception fault);
}
