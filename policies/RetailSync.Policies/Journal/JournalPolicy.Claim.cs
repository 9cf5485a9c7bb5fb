using System.Diagnostics;
using RetailSync.Gateway;
using RetailSync.Policies.Replays;

namespace RetailSync.Policies.Journal;

/// <content>Before a change is sent.</content>
internal sealed partial class JournalPolicy
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private async ValueTask<Verdict> ClaimAsync(Exchange exchange, IJournal journal)
    {
        var keyed = exchange.Context.Features.Get<KeyedRequest>();
        keyed?.ClaimOf(exchange);
        var intent = Intents.Of(exchange, _route, exchange.Operation!, ClassOf(exchange.Operation!), _clock);
        var (since, pause) = (_clock.GetTimestamp(), ShortestPause);
        while (true)
        {
            // Who has gone before anything was claimed has asked for nothing.
            exchange.Context.RequestAborted.ThrowIfCancellationRequested();
            var result = await ClaimOnceAsync(exchange, intent, journal.ClaimAsync);
            _metrics.Claimed(result.Status);
            switch (result.Status)
            {
                case ClaimStatus.Granted:
                    Begin(exchange, intent);
                    return Verdict.GoOn;
                case ClaimStatus.KeyTaken when keyed is not null && result.Known is { } known:
                    if (await _known!.AnswerAsync(exchange, keyed, known) is { IsFinal: true } verdict)
                    {
                        return verdict;
                    }

                    break;
                case ClaimStatus.LaneBlocked when result.Known is { } before:
                    return Verdict.Refuse(ReplayProblems.Blocked(before.Id));
                case ClaimStatus.LaneTaken:
                    break;
                case ClaimStatus.Unavailable:
                    return Verdict.Refuse(ReplayProblems.Unavailable(result.Reason));
                default:
                    throw new UnreachableException($"The journal answered {result.Status} to a claim, and did not say what stands in the way.");
            }

            if (_clock.GetElapsedTime(since) + pause > TimeSpan.FromSeconds(_options.MaxWaitSeconds))
            {
                return Verdict.Refuse(ReplayProblems.LaneFull("Another change of the same thing is still under way."));
            }

            await Task.Delay(pause, _clock, exchange.Context.RequestAborted);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            intent = intent with { Deadline = Intents.DeadlineOf(exchange, _clock.GetUtcNow()) };
        }
    }

    private async ValueTask<ClaimResult> ClaimOnceAsync(Exchange exchange, Intent intent, Func<Intent, CancellationToken, ValueTask<ClaimResult>> claim)
    {
        try
        {
            return KnownMistakes.NoIntent ? ClaimResult.Granted : await claim(intent, exchange.Context.RequestAborted);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not OutOfMemoryException)
        {
            LogClaimFault(exchange.Id, fault);
            return new ClaimResult(ClaimStatus.Unavailable, Reason: fault.Message);
        }
    }

    private static void Begin(Exchange exchange, Intent intent)
    {
        exchange.Context.Features.Set(new ClaimedChange(intent));
        exchange.OperationKey = intent.Id;
        exchange.ResponseHeaders.Set("Operation-Id", intent.Id.ToString("D"));

        // From here on there is an operation that must come to an end, whether its caller waits for it or not.
        exchange.OutliveCaller();
        CrashPoints.Pass(CrashPoints.AfterIntent);
    }
}
