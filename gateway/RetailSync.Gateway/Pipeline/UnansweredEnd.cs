namespace RetailSync.Gateway.Pipeline;

/// <summary>Tells those who claimed something that no answer came as far as the commit. Safe to use from many threads.</summary>
internal sealed partial class UnansweredEnd(ILogger<UnansweredEnd> logger)
{
    /// <summary>Tells each of them once, and returns what the caller is told in the end.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="given">What the caller would be told; <see cref="Verdict.GoOn"/> when there is nothing to tell.</param>
    public ValueTask<Verdict> SettleAsync(ActiveExchange exchange, Verdict given) => exchange.Owed == 0 ? new(given) : SettleAllAsync(exchange, given);

    private async ValueTask<Verdict> SettleAllAsync(ActiveExchange exchange, Verdict given)
    {
        var what = new Unanswered(exchange.MayHaveBeenSent, given.Refusal);
        var settlers = exchange.Plan!.Chain.Settlers;
        for (var index = 0; index < settlers.Length; index++)
        {
            if ((exchange.Owed & (1u << index)) == 0)
            {
                continue;
            }

            exchange.Owed &= ~(1u << index);
            try
            {
                var verdict = await settlers[index].OnUnansweredAsync(exchange, what);
                given = verdict.IsFinal ? verdict : given;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                // The others must hear of it all the same, and the caller is told what it would have been told.
                LogFault(exchange.Id, fault);
            }
        }

        return given;
    }

    [LoggerMessage(LogLevel.Error, "Request {RequestId} ended unanswered, and a policy failed to settle it.", EventName = "pipeline.unsettled")]
    private partial void LogFault(string requestId, Exception fault);
}
