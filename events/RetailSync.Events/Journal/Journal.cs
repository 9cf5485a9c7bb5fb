using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Queueing;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Journal;

/// <summary>The journal over the store. See the folder's README for what holds when. Safe to use from many threads.</summary>
internal sealed partial class Journal(IStore store, BodySeal seal, OutcomeWriter outcomes, OwnIntents own, JournalWake wake, QueueWake queue, JournalMetrics metrics, TimeProvider clock, ILogger<Journal> logger)
    : IJournal
{
    private const int ClaimTries = 3;
    private const string Known = "select id, state, fingerprint, status, response_headers, response_body, expires_at, queue_seq from operation where ";

    /// <inheritdoc/>
    public async ValueTask<KnownOperation?> FindAsync(string scope, CancellationToken cancellationToken)
    {
        try
        {
            var found = await FindByKeyAsync(scope, cancellationToken);
            return found is { Known: var known, ExpiresAt: var expiresAt } && !await IsOverAsync(expiresAt, cancellationToken) ? known : null;
        }
        catch (Exception trouble) when (StoreReading.IsTrouble(trouble))
        {
            // Not known is safe here: the claim that follows arbitrates, and says that nothing can be written.
            LogFind(trouble);
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ClaimResult> ClaimAsync(Intent intent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(intent);
        var result = await TryClaimAsync(intent, cancellationToken);
        metrics.Claimed(result.Status);
        return result;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> SettleAsync(Intent intent, Settlement settlement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(settlement);
        if (settlement.State is OperationState.Intent or OperationState.Exception or OperationState.Queued)
        {
            throw new ArgumentException($"A call cannot settle its operation as {settlement.State}.", nameof(settlement));
        }

        Outcome outcome;
        try
        {
            outcome = await outcomes.PrepareAsync(Facts(intent, settlement), settlement, OperationState.Intent, store.Epoch, intent.Key?.Keep, CancellationToken.None);
        }
        catch (Exception trouble) when (StoreReading.IsTrouble(trouble))
        {
            // The store's clock is away, and with it the store. The row is handled as unknown once it is back.
            LogSettle(intent.Id, trouble);
            own.Forsake(intent.Id);
            wake.Raise();
            return false;
        }

        switch (await outcomes.WriteAsync(outcome))
        {
            case WriteResult.Written:
                own.End(intent.Id);
                metrics.SettledByCall(settlement.State);
                if (settlement.State == OperationState.Unknown)
                {
                    wake.Raise();
                }

                return true;
            case WriteResult.Lost:
                own.End(intent.Id);
                LogLost(intent.Id);
                return false;
            case WriteResult.Refused:
                own.Forsake(intent.Id);
                wake.Raise();
                return false;
            default:
                own.Wait(outcome);
                wake.Raise();
                return false;
        }
    }

    private static EventFacts Facts(Intent intent, Settlement settlement) => new()
    {
        Id = intent.Id,
        ContractId = intent.ContractId,
        ContractHash = intent.ContractHash,
        OperationId = intent.OperationId,
        Target = intent.Target,
        ConsumerId = intent.ConsumerId,
        Lane = Lane(intent),
        RequestHeaders = intent.Headers,
        RequestBody = BodyBytes.Of(intent.Body),
        Answer = settlement.Answer,
        IsReconstructed = false,
    };

    private static string? Lane(Intent intent) => intent.Lane is { } lane ? StoreText.Safe(lane) : null;

    private async ValueTask<ClaimResult> TryClaimAsync(Intent intent, CancellationToken cancellationToken)
    {
        own.Begin(intent.Id, intent.Deadline - clock.GetUtcNow());
        var isGranted = false;
        try
        {
            for (var i = 0; i < ClaimTries && !isGranted; i++)
            {
                isGranted = await InsertAsync(intent, cancellationToken);
                if (!isGranted && await InTheWayAsync(intent, cancellationToken) is { } standing)
                {
                    return standing;
                }

                // What stood in the way has gone meanwhile: once more.
            }

            return isGranted ? ClaimResult.Granted : new ClaimResult(ClaimStatus.LaneTaken);
        }
        catch (Exception trouble) when (StoreReading.IsTrouble(trouble))
        {
            LogClaim(intent.Id, trouble);
            return new ClaimResult(ClaimStatus.Unavailable, Reason: trouble.Message);
        }
        finally
        {
            if (!isGranted)
            {
                // Should its row be there all the same, it is an intent of ours that nobody holds, and the recovery settles it as never sent.
                own.End(intent.Id);
            }
        }
    }

    private async Task<bool> InsertAsync(Intent intent, CancellationToken cancellationToken)
    {
        var id = intent.Id.ToString();
        var time = await store.TimeAsync(cancellationToken);
        var write = new StoreWrite();
        if (intent.Key is { } key)
        {
            write.Add(JournalSql.FreeExpiredKey, key.Scope, Times.ToStore(time.Aging));
        }

        write.Add(JournalSql.Claim, Values(intent, id, Times.ToStore(time.Now)));
        try
        {
            var changed = await store.WriteAsync(write, cancellationToken);
            return changed[^1] == 1;
        }
        catch (StoreUncertainException)
        {
            var isThere = await store.FirstAsync("select id from operation where id = @id", row => row.GetString(0), CancellationToken.None, ("id", id)) is not null;
            return isThere ? true : throw new StoreUnavailableException("The connection to the store broke while the intent was written.");
        }
    }

    private object?[] Values(Intent intent, string id, long now)
    {
        var body = intent.Body.IsEmpty ? null : seal.Seal(BodyBytes.Of(intent.Body).Span, Places.Request(intent.Id));
        return
        [
            id, store.Epoch, intent.RequestId, intent.ConsumerId, intent.RouteId, intent.ContractId, intent.ContractHash, intent.OperationId, intent.Method,
            StoreText.Safe(intent.Target), HeaderText.Write(intent.Headers), body, intent.Key?.Scope, intent.Key?.Fingerprint.ToArray(), (long?)intent.Key?.Keep.TotalMicroseconds, Lane(intent),
            intent.Class.ToString(), StoreText.Safe(intent.CausationId, 512), StoreText.Safe(intent.TraceParent, 128), now, Times.ToStore(intent.Deadline),
        ];
    }

    private async Task<ClaimResult?> InTheWayAsync(Intent intent, CancellationToken cancellationToken)
    {
        if (intent.Key is { } key && await FindByKeyAsync(key.Scope, cancellationToken) is { } holder && !await IsOverAsync(holder.ExpiresAt, cancellationToken))
        {
            return new ClaimResult(ClaimStatus.KeyTaken, holder.Known);
        }

        if (Lane(intent) is { } lane &&
            await store.FirstAsync(Known + "lane = @lane and (state = 0 or state = 3 or state = 5)", ReadKnown, cancellationToken, ("lane", lane)) is { Known: { } ahead })
        {
            return ahead.State == OperationState.Intent ? new ClaimResult(ClaimStatus.LaneTaken, ahead) : new ClaimResult(ClaimStatus.LaneBlocked, ahead);
        }

        return Lane(intent) is { } queued && await store.FirstAsync(Known + "lane = @lane and state = 6 order by queue_seq limit 1", ReadKnown, cancellationToken, ("lane", queued)) is { Known: { } first }
            ? new ClaimResult(ClaimStatus.LaneTaken, first)
            : null;
    }

    // What has no end yet is never over, and then nobody asks the time.
    private async ValueTask<bool> IsOverAsync(long? expiresAt, CancellationToken cancellationToken) => expiresAt is { } end && end <= Times.ToStore((await store.TimeAsync(cancellationToken)).Aging);

    private async Task<Found?> FindByKeyAsync(string scope, CancellationToken cancellationToken) =>
        await store.FirstAsync(Known + "key_scope = @scope", ReadKnown, cancellationToken, ("scope", scope));

    private Found ReadKnown(System.Data.Common.DbDataReader row)
    {
        var (id, state) = (Guid.Parse(row.GetString(0)), (OperationState)row.GetInt64(1));
        var answer = state is OperationState.Done or OperationState.Rejected && row.IntegerOrNull(3) is { } status
            ? new UpstreamAnswer { Status = (int)status, Headers = HeaderText.Read(row.TextOrNull(4)), Body = Open(id, row.BytesOrNull(5)) }
            : null;
        return new Found(new KnownOperation { Id = id, State = state, Fingerprint = row.BytesOrNull(2) ?? [], Answer = answer, WasQueued = !row.IsDBNull(7) }, row.IntegerOrNull(6));
    }

    private System.Buffers.ReadOnlySequence<byte>? Open(Guid id, byte[]? kept)
    {
        if (kept is null)
        {
            return null;
        }

        try
        {
            return new System.Buffers.ReadOnlySequence<byte>(seal.Open(kept, Places.Response(id)));
        }
        catch (CryptographicException damaged)
        {
            // As if it had not been kept: the status is still told, the body is not.
            LogDamaged(id, damaged);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The journal could not be asked for an idempotency key.", EventName = "journal.find-trouble")]
    private partial void LogFind(Exception fault);

    [LoggerMessage(LogLevel.Error, "The intent {Operation} could not be written down; the change is refused.", EventName = "journal.claim-trouble")]
    private partial void LogClaim(Guid operation, Exception fault);

    [LoggerMessage(LogLevel.Error, "The outcome of operation {Operation} could not be prepared.", EventName = "journal.settle-trouble")]
    private partial void LogSettle(Guid operation, Exception fault);

    [LoggerMessage(LogLevel.Warning, "Operation {Operation} was settled by somebody else before its call ended.", EventName = "journal.lost")]
    private partial void LogLost(Guid operation);

    [LoggerMessage(LogLevel.Error, "The kept answer of operation {Operation} does not open: it was changed, or sealed with another key.", EventName = "journal.damaged")]
    private partial void LogDamaged(Guid operation, Exception fault);

    private sealed record Found(KnownOperation Known, long? ExpiresAt);
}
