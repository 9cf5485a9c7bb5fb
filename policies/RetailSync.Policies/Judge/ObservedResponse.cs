using RetailSync.Gateway;
using RetailSync.Policies.Judging;

namespace RetailSync.Policies.Judge;

/// <summary>Hands an answer's body over to be judged once its exchange has ended.</summary>
internal sealed class ObservedResponse(Exchange exchange, IBodyJudge judge, int maxBytes, JudgementQueue queue, JudgeMetrics metrics) : IDisposable
{
    /// <summary>The exchange has ended.</summary>
    public void Dispose()
    {
        var response = exchange.Context.Response;
        if (exchange is not { Refusal: null, Reply: null })
        {
            return;
        }

        if (exchange.TakeResponseBody() is { } body)
        {
            queue.Add(new JudgementTask(JudgedMessage.Of(exchange, JudgedMessage.Response), judge, response.ContentType, response.Headers.ContentEncoding, body, maxBytes, Ownership.All));
        }
        else
        {
            metrics.Unjudged(JudgedMessage.Response, "not-whole", JudgedMessage.SystemOf(exchange));
        }
    }
}
