using RetailSync.Gateway;
using RetailSync.Policies.Judging;

namespace RetailSync.Policies.Validate;

/// <summary>Hands a request's body over to be judged once its exchange has ended.</summary>
internal sealed class ObservedRequest(Exchange exchange, IBodyJudge judge, int maxBytes, ulong allowedOwners, JudgementQueue queue, JudgeMetrics metrics) : IDisposable
{
    /// <summary>The exchange has ended.</summary>
    public void Dispose()
    {
        var headers = exchange.Context.Request.Headers;
        if (exchange.TakeRequestBody() is { } body)
        {
            queue.Add(new JudgementTask(JudgedMessage.Of(exchange, JudgedMessage.Request), judge, exchange.Context.Request.ContentType, headers.ContentEncoding, body, maxBytes, allowedOwners));
        }
        else if (exchange.Refusal is null && exchange.Reply is null)
        {
            metrics.Unjudged(JudgedMessage.Request, exchange.Context.Request.ContentLength > maxBytes ? "too-long" : "not-whole", JudgedMessage.SystemOf(exchange));
        }
    }
}
