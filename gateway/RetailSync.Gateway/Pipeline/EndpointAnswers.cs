using RetailSync.Gateway.Draining;
using RetailSync.Gateway.Errors;

namespace RetailSync.Gateway.Pipeline;

/// <summary>Answers for endpoints that live in other rooms.</summary>
internal sealed class EndpointAnswers(ProblemWriter problems, DrainState drain) : IEndpointAnswers
{
    /// <inheritdoc/>
    public Exchange ExchangeOf(HttpContext context) => context.Features.GetRequiredFeature<ActiveExchange>();

    /// <inheritdoc/>
    public void Begin(HttpContext context)
    {
        var exchange = ExchangeOf(context);
        context.Response.Headers["X-Request-Id"] = exchange.Id;
        exchange.ResponseHeaders.ApplyTo(context.Response.Headers);
    }

    /// <inheritdoc/>
    public CancellationToken StreamsEnd => drain.Ending;

    /// <inheritdoc/>
    public ValueTask RefuseAsync(HttpContext context, Problem problem) => problems.WriteAsync((ActiveExchange)ExchangeOf(context), problem);
}
