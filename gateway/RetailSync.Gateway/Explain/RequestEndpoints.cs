using RetailSync.Gateway.Errors;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Explain;

/// <summary>Tells what happened to a past request.</summary>
internal static class RequestEndpoints
{
    /// <summary>Maps <c>GET /requests/{id}</c> on the data port.</summary>
    public static void MapRequests(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/requests/{id}", Find).WithName("ExplainRequest").WithSummary("What happened to a recent request").WithMetadata(OwnEndpoints.Requests);

    private static async Task Find(string id, HttpContext context, ExplanationStore store, ProblemWriter problems)
    {
        var exchange = context.Features.GetRequiredFeature<ActiveExchange>();

        // A consumer sees its own requests; those of others, and of callers without a name, are for operators.
        if (store.Find(id) is not { } record || record.Consumer != exchange.Caller!.Consumer.Id)
        {
            await problems.WriteAsync(exchange, new Problem(ProblemTypes.UnknownRequest, "Nothing is known about this request to this consumer."));
            return;
        }

        context.Response.Headers["X-Request-Id"] = exchange.Id;
        exchange.ResponseHeaders.ApplyTo(context.Response.Headers);
        await context.Response.WriteAsJsonAsync(record with { Reason = null }, context.RequestAborted);
    }
}
