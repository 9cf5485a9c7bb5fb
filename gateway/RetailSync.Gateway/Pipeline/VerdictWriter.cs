using RetailSync.Gateway.Errors;

namespace RetailSync.Gateway.Pipeline;

/// <summary>Ends an exchange as a policy decided: with its problem, or with its answer. Safe to use from many threads.</summary>
internal sealed class VerdictWriter(ProblemWriter problems)
{
    /// <summary>Writes the whole answer. The verdict is final and the response has not started.</summary>
    public ValueTask WriteAsync(ActiveExchange exchange, Verdict verdict) =>
        verdict.Refusal is { } refusal ? problems.WriteAsync(exchange, refusal) : ReplyAsync(exchange, verdict.Reply!);

    private static async ValueTask ReplyAsync(ActiveExchange exchange, Reply reply)
    {
        exchange.Reply = reply;
        exchange.AnsweredByUpstream = false;
        var response = exchange.Context.Response;
        response.Clear();
        response.StatusCode = reply.Status;
        var headers = response.Headers;
        foreach (var (name, value) in reply.Headers)
        {
            headers[name] = value;
        }

        headers["X-Request-Id"] = exchange.Id;
        exchange.ResponseHeaders.ApplyTo(headers);

        // RFC 9110, section 8.6: 204 and 304 have no content, and a length of 0 on a 304 would tell a falsehood about the representation.
        if (reply.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        headers.ContentLength = reply.Body.Length;
        if (HttpMethods.IsHead(exchange.Context.Request.Method))
        {
            return;
        }

        foreach (var piece in reply.Body)
        {
            await response.Body.WriteAsync(piece, exchange.Context.RequestAborted);
        }
    }
}
