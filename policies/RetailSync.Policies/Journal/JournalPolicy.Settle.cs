using RetailSync.Gateway;
using RetailSync.Policies.Replays;

namespace RetailSync.Policies.Journal;

/// <content>After a change was sent, or could not be.</content>
internal sealed partial class JournalPolicy
{
    private async ValueTask<Verdict> CommitAsync(Exchange exchange, Intent intent)
    {
        CrashPoints.Pass(CrashPoints.AfterSend);
        var response = exchange.Context.Response;
        var finality = Finality.Of(response.StatusCode, _exceptions, exchange.MayHaveBeenSentBefore);
        if (finality.State == OperationState.Unknown)
        {
            var reason = $"The system answered {response.StatusCode}.";
            await SettleAsync(intent, new Settlement { State = OperationState.Unknown, Reason = reason });
            return Verdict.Refuse(ReplayProblems.Unknown(intent.Id, _retryAfter, reason));
        }

        var held = finality.KeepsKey ? await HoldAsync(exchange) : HoldResult.TooLong;
        var settlement = new Settlement
        {
            State = finality.State,
            KeepsKey = finality.KeepsKey,
            Answer = finality.KeepsKey ? AnswerOf(exchange, held) : null,
            Reason = finality.KeepsKey ? null : $"The system answered {response.StatusCode}.",
        };
        if (!await SettleAsync(intent, settlement))
        {
            return Verdict.Refuse(ReplayProblems.Unknown(intent.Id, _retryAfter, "What became of the change could not be written down."));
        }

        if (exchange.ResponseRefusal is { } refusal)
        {
            return Verdict.Refuse(refusal.With("Location", ReplayProblems.LocationOf(intent.Id)));
        }

        return held == HoldResult.Broken
            ? Verdict.Refuse(new Problem(ProblemTypes.UpstreamFailed, $"The system answered {response.StatusCode}, and the rest of its answer did not arrive.")
                .With("Location", ReplayProblems.LocationOf(intent.Id)))
            : Verdict.GoOn;
    }

    private async ValueTask<Verdict> SettleUnansweredAsync(Intent intent, Unanswered what)
    {
        var reason = what.Problem is { } problem ? $"{problem.Type.Id}: {problem.Reason ?? problem.Detail}" : "No answer came.";
        var state = what.MayHaveBeenSent ? OperationState.Unknown : OperationState.NotApplied;
        var isWritten = await SettleAsync(intent, new Settlement { State = state, KeepsKey = what.MayHaveBeenSent, Reason = reason });
        return what.MayHaveBeenSent || !isWritten ? Verdict.Refuse(ReplayProblems.Unknown(intent.Id, _retryAfter, reason)) : Verdict.GoOn;
    }

    // An event stream has no end to be waited for.
    private async ValueTask<HoldResult> HoldAsync(Exchange exchange)
    {
        if (exchange.Context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true)
        {
            return HoldResult.TooLong;
        }

        try
        {
            return await exchange.HoldResponseBodyAsync(_options.MaxAnswerBytes);
        }
        catch (OperationCanceledException)
        {
            // The gateway is at its end. The status is known, and that is what is written down.
            return HoldResult.Broken;
        }
    }

    private UpstreamAnswer AnswerOf(Exchange exchange, HoldResult held) => new()
    {
        Status = exchange.Context.Response.StatusCode,
        Headers = StoredAnswers.HeadersOf(exchange.Context.Response.Headers),
        Body = held == HoldResult.Held && exchange.ResponseBody is { } body && body.Length <= _options.MaxKeptBytes ? body : null,
    };

    // Never cancelled: whoever has claimed must settle, as long as there is anything to write to.
    private async ValueTask<bool> SettleAsync(Intent intent, Settlement settlement)
    {
        Exception? why = null;
        try
        {
            if (KnownMistakes.NoIntent && (await _journal!.ClaimAsync(intent, CancellationToken.None)).Status != ClaimStatus.Granted)
            {
                return false;
            }

            if (await _journal!.SettleAsync(intent, settlement, CancellationToken.None))
            {
                _metrics.Settled(settlement.State);
                return true;
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            why = fault;
        }

        _metrics.NotSettled();
        LogNotSettled(intent.Id, settlement.State, why);
        return false;
    }
}
