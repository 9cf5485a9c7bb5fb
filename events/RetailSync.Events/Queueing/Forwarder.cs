using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Journal;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Queueing;

/// <summary>Sends one accepted change: takes it, sends it through the pipeline and settles it by the answer. Safe to use from many threads.</summary>
internal sealed partial class Forwarder(
    IStore store, BodySeal seal, IJournal journal, IPipelineClient client, OwnIntents own, JournalOptions options, QueueMetrics metrics, ILogger<Forwarder> logger)
{
    private static readonly string[] Kept = ["Content-Type", "Content-Encoding", "Content-Language", "ETag", "Location", "Retry-After", "Last-Modified"];

    private readonly ConcurrentDictionary<string, RouteQueue> _routes = new(StringComparer.Ordinal);

    /// <summary>How a route does.</summary>
    public RouteQueue RouteOf(string route) => _routes.GetOrAdd(route, static _ => new RouteQueue());

    /// <summary>Makes one attempt. Nothing happens when it is not its turn, or another gateway is at it.</summary>
    public async Task TryAsync(string route, Guid id)
    {
        var timeout = TimeSpan.FromSeconds(options.QueueTimeoutSeconds);
        own.Begin(id, timeout);
        var isTaken = false;
        try
        {
            isTaken = await TakeAsync(id, timeout);
        }
        finally
        {
            if (!isTaken)
            {
                // Should it be taken all the same, it is an intent of ours that nobody holds, and the recovery puts it back.
                own.End(id);
            }
        }

        if (isTaken && await OpenAsync(id) is var (row, body))
        {
            try
            {
                await SendAsync(RouteOf(route), row, body, timeout);
            }
            catch
            {
                // Whether anything was sent is not known.
                own.Forsake(id);
                throw;
            }
        }
    }

    private async Task<bool> TakeAsync(Guid id, TimeSpan timeout)
    {
        var (key, token) = (id.ToString(), Guid.NewGuid().ToString("N"));
        var now = await store.NowAsync(CancellationToken.None);
        try
        {
            var changed = await store.WriteAsync(
                new StoreWrite().Add(QueueSql.Take, store.Epoch, Times.ToStore(now + timeout), Times.ToStore(now), token, key).Add(QueueSql.CountTaken, key, token), CancellationToken.None);
            return changed[0] == 1;
        }
        catch (StoreStatementException)
        {
            // The unique index: a synchronous change of the same thing was quicker, in another gateway.
            return false;
        }
    }

    private async Task<(StoredOperation Row, ReadOnlyMemory<byte> Body)?> OpenAsync(Guid id)
    {
        StoredOperation? row = null;
        try
        {
            row = await store.FirstAsync($"select {StoredOperation.Columns} from operation where id = @id", StoredOperation.Read, CancellationToken.None, ("id", id.ToString()));
            return (row!, row!.RequestBody is { } kept ? seal.Open(kept, row.RequestPlace) : default(ReadOnlyMemory<byte>));
        }
        catch (CryptographicException damaged)
        {
            LogDamaged(id, damaged);
            var reason = "Its kept request does not open: it was changed, or sealed with another key.";
            await journal.SettleAsync(IntentOf(row!, default), new Settlement { State = OperationState.NotApplied, KeepsKey = false, Reason = reason }, CancellationToken.None);
            return null;
        }
        catch
        {
            // Nothing was sent: the recovery puts it back, as an intent of ours that nobody holds.
            own.End(id);
            throw;
        }
    }

    private async Task SendAsync(RouteQueue route, StoredOperation row, ReadOnlyMemory<byte> body, TimeSpan timeout)
    {
        // Not cancelled when the gateway stops: what is under way is brought to its end, as far as that is waited for.
        CrashPoints.Pass(CrashPoints.AfterIntent);
        var answer = await client.SendAsync(
            new PipelineRequest
            {
                Method = row.Method,
                Target = row.Target,
                ConsumerId = row.Consumer,
                Headers = row.RequestHeaders,
                Body = body,
                CausationId = row.Causation,
                Operation = row.Id,
                Timeout = timeout,
            },
            CancellationToken.None);
        CrashPoints.Pass(CrashPoints.AfterSend);
        await ConcludeAsync(route, row, body, answer);
    }

    private async Task ConcludeAsync(RouteQueue route, StoredOperation row, ReadOnlyMemory<byte> body, PipelineAnswer answer)
    {
        var now = await store.NowAsync(CancellationToken.None);
        var (reject, release) = Waiting.Read(row.QueueTerms);
        var verdict = ForwardDecision.Of(answer, reject, release, now - Times.FromStore(row.CreatedAt) > TimeSpan.FromHours(options.QueueHours));
        var longest = TimeSpan.FromSeconds(options.QueuePauseSeconds);
        if (verdict.IsDown)
        {
            route.Fail(now, longest, verdict.After);
        }
        else if (answer.IsUpstream)
        {
            route.Succeed();
        }

        metrics.Forwarded(verdict.State);
        if (verdict.State == OperationState.Queued)
        {
            // Also when the whole route rests: the next probe is another one's, so that a single change that the system does not like keeps no other waiting.
            await ReturnAsync(row.Id, now + RouteQueue.Pause(row.QueueAttempts, longest, verdict.After), verdict.Reason);
            return;
        }

        var isFinal = verdict.State is OperationState.Done or OperationState.Rejected or OperationState.NotApplied;
        await journal.SettleAsync(
            IntentOf(row, body),
            new Settlement
            {
                State = verdict.State,
                KeepsKey = verdict.State != OperationState.NotApplied,
                Reason = verdict.Reason,
                Answer = isFinal ? new UpstreamAnswer { Status = answer.Status, Headers = HeadersOf(answer), Body = answer.Body is { } said ? new ReadOnlySequence<byte>(said) : null } : null,
            },
            CancellationToken.None);
        if (verdict.State is OperationState.Rejected or OperationState.NotApplied)
        {
            LogRefused(row.Id, JournalMetrics.Label(verdict.State), answer.Status, row.ContractHash);
        }
    }

    private async Task ReturnAsync(Guid id, DateTimeOffset? next, string? reason)
    {
        try
        {
            await Waiting.ReturnAsync(store, id, OperationState.Intent, 0, next, reason, CancellationToken.None);
            LogReturned(id, reason);
        }
        catch (Exception trouble) when (StoreReading.IsTrouble(trouble))
        {
            // The recovery puts it back: it is an intent of ours that nobody holds.
            LogTrouble(id, trouble);
        }
        finally
        {
            own.End(id);
        }
    }

    private static List<KeyValuePair<string, string>> HeadersOf(PipelineAnswer answer) => [.. answer.Headers.Where(header => Kept.Contains(header.Key, StringComparer.OrdinalIgnoreCase))];

    private static Intent IntentOf(StoredOperation row, ReadOnlyMemory<byte> body) => new()
    {
        Id = row.Id,
        RequestId = row.RequestId,
        ConsumerId = row.Consumer,
        RouteId = row.Route,
        ContractId = row.Contract,
        ContractHash = row.ContractHash,
        OperationId = row.Operation,
        Method = row.Method,
        Target = row.Target,
        Headers = row.RequestHeaders,
        Body = new ReadOnlySequence<byte>(body),
        Key = row is { KeyScope: { } scope, KeyKeep: { } keep } ? new IdempotencyClaim(scope, row.Fingerprint ?? [], TimeSpan.FromMicroseconds(keep)) : null,
        Lane = row.Lane,
        Class = row.Class,
        Deadline = Times.FromStore(row.Deadline),
        CausationId = row.Causation,
    };

    [LoggerMessage(LogLevel.Information, "Accepted change {Operation} was not taken by its system and is sent again later. {Reason}", EventName = "queue.returned")]
    private partial void LogReturned(Guid operation, string? reason);

    [LoggerMessage(LogLevel.Warning, "Accepted change {Operation} ended as {State} with status {Status}; it was accepted under contract hash {ContractHash}.", EventName = "queue.refused")]
    private partial void LogRefused(Guid operation, string state, int status, string contractHash);

    [LoggerMessage(LogLevel.Error, "Accepted change {Operation} could not be put back at once.", EventName = "queue.trouble")]
    private partial void LogTrouble(Guid operation, Exception fault);

    [LoggerMessage(LogLevel.Error, "The kept request of accepted change {Operation} does not open.", EventName = "queue.damaged")]
    private partial void LogDamaged(Guid operation, Exception fault);
}
