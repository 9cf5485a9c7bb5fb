using System.Security.Cryptography;
using RetailSync.Gateway;

namespace RetailSync.Policies.Replays;

/// <summary>Answers requests whose key is known already. Safe to call from many threads.</summary>
internal sealed class KnownKeys(IJournal journal, ReplayMetrics metrics, TimeProvider clock)
{
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(250);

    /// <summary>What the request is told; <see cref="Verdict.GoOn"/> when the key has become free. The body has been read.</summary>
    public async ValueTask<Verdict> AnswerAsync(Exchange exchange, KeyedRequest request, KnownOperation known)
    {
        if (!CryptographicOperations.FixedTimeEquals(known.Fingerprint.Span, request.ClaimOf(exchange).Fingerprint.Span))
        {
            metrics.Mismatch();
            return Verdict.Refuse(ReplayProblems.Mismatch());
        }

        if (IsOnItsWay(known))
        {
            return Accepted(known);
        }

        var found = known;
        if (known.State == OperationState.Intent)
        {
            found = await WaitAsync(exchange, request, known);
        }

        switch (found)
        {
            case null or { State: OperationState.NotApplied }:
                return Verdict.GoOn;
            case { } accepted when IsOnItsWay(accepted):
                return Accepted(accepted);
            case { State: OperationState.Intent }:
                metrics.InFlight();
                return Verdict.Refuse(ReplayProblems.InFlight());
            case { State: OperationState.Done or OperationState.Rejected, Answer: { } answer }:
                metrics.Replayed();
                exchange.ResponseHeaders.Set("Operation-Id", found.Id.ToString("D"));
                return Verdict.Answer(StoredAnswers.Again(answer));
            default:
                metrics.Pending();
                return Verdict.Refuse(ReplayProblems.Pending(found.Id));
        }
    }

    // Its caller was sent to a status address, and is sent there until there is a final answer to give instead.
    private static bool IsOnItsWay(KnownOperation known) =>
        known is { State: OperationState.Queued } or { WasQueued: true, State: OperationState.Intent or OperationState.Unknown or OperationState.Exception };

    private Verdict Accepted(KnownOperation known)
    {
        metrics.Accepted();
        return Verdict.Answer(AcceptedReply.Of(known.Id, isAgain: true));
    }

    // The winner's answer is looked for, not listened for: it may be given by another gateway.
    private async ValueTask<KnownOperation?> WaitAsync(Exchange exchange, KeyedRequest request, KnownOperation known)
    {
        var patience = WaitPreference.Of(exchange.Context.Request.Headers["Prefer"], request.LongestWait);
        if (patience <= TimeSpan.Zero)
        {
            return known;
        }

        var (since, pause) = (clock.GetTimestamp(), ShortestLook);
        KnownOperation? found = known;
        while (found is { State: OperationState.Intent } && clock.GetElapsedTime(since) < patience)
        {
            await Task.Delay(pause, clock, exchange.Context.RequestAborted);
            pause = pause * 2 < LongestLook ? pause * 2 : LongestLook;
            try
            {
                found = await journal.FindAsync(request.Scope, exchange.Context.RequestAborted);
            }
            catch (Exception fault) when (fault is not OperationCanceledException and not OutOfMemoryException)
            {
                // What was known is still true as far as anybody can tell.
                return known;
            }
        }

        // Under a key that became free and was taken anew there may be another request.
        return found is null || found.Id == known.Id || CryptographicOperations.FixedTimeEquals(found.Fingerprint.Span, known.Fingerprint.Span) ? found : known;
    }
}
