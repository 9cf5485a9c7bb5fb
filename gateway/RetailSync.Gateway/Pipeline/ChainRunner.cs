using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Errors;
using RetailSync.Gateway.Explain;

namespace RetailSync.Gateway.Pipeline;

/// <summary>After routing, before the endpoint: runs the request side of the route's policies.</summary>
internal sealed class ChainRunner(RequestBodyReader bodies, ProblemWriter problems, VerdictWriter verdicts, UnansweredEnd unanswered)
{
    /// <summary>Refuses, or hands on to the endpoint.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var exchange = context.Features.GetRequiredFeature<ActiveExchange>();
        if (FindPlan(context, exchange) is not { } plan)
        {
            // No endpoint: the front door answers 404. A framework endpoint (405, for one) answers for itself.
            return next(context);
        }

        exchange.Plan = plan;
        exchange.Route = plan.Facts;
        exchange.Version = plan.Facts.Version ?? exchange.Version;
        exchange.Bodies = bodies;

        if (FindTooLarge(context, plan) is { } tooLarge)
        {
            return problems.WriteAsync(exchange, Told(tooLarge, exchange, plan)).AsTask();
        }

        // The usual case, everything decided without waiting, makes no state machine of its own.
        var identified = exchange.OwnCall is { } own ? new ValueTask<Verdict>(own.Identify(exchange)) : plan.Chain.IdentifyAsync(exchange);
        if (!identified.IsCompletedSuccessfully)
        {
            return ContinueAsync(identified, exchange, plan, next);
        }

        var verdict = Resolved(identified.GetAwaiter().GetResult(), exchange, plan);
        if (verdict.IsFinal)
        {
            return verdicts.WriteAsync(exchange, verdict).AsTask();
        }

        var rest = plan.Chain.RequestAsync(exchange);
        if (!rest.IsCompletedSuccessfully)
        {
            return FinishAsync(rest, exchange, plan, next);
        }

        verdict = rest.GetAwaiter().GetResult();
        if (verdict.IsFinal || !plan.Chain.HasReaders)
        {
            return End(verdict, exchange, next);
        }

        // Most requests have no body that anybody reads.
        if (plan.Chain.RequestBytesFor(exchange) > 0)
        {
            return FinishAsync(new ValueTask<Verdict>(verdict), exchange, plan, next);
        }

        var judged = plan.Chain.WithBodyAsync(exchange);
        return judged.IsCompletedSuccessfully ? End(judged.GetAwaiter().GetResult(), exchange, next) : EndAsync(judged, exchange, next);
    }

    private static RoutePlan? FindPlan(HttpContext context, ActiveExchange exchange)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<RoutePlan>() is { } plan)
        {
            return plan;
        }

        var snapshot = (GatewaySnapshot)exchange.Snapshot;
        if (endpoint?.Metadata.GetMetadata<ProductEndpoint>() is { } own)
        {
            return snapshot.ProductPlans[own.Name];
        }

        // A retired version keeps answering 410 after its route was taken out.
        return endpoint is null && exchange.Version is { } version ? snapshot.RoutelessPlans.GetValueOrDefault(version.PathPrefix) : null;
    }

    // A body that says it is too long is refused before a byte of it is read; one that does not say is cut off while it streams.
    private static Problem? FindTooLarge(HttpContext context, RoutePlan plan)
    {
        if (plan.Facts.MaxBodyBytes is null && context.Request.ContentLength is null or 0)
        {
            return null;
        }

        var feature = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (plan.Facts.MaxBodyBytes is { } own && feature is { IsReadOnly: false })
        {
            feature.MaxRequestBodySize = own < 0 ? null : own;
        }

        return feature?.MaxRequestBodySize is { } limit && context.Request.ContentLength > limit
            ? new Problem(ProblemTypes.BodyTooLarge, $"The body is longer than the {limit} bytes that this route accepts.").With("Connection", "close")
            : null;
    }

    private static Problem? Resolve(ActiveExchange exchange, RoutePlan plan)
    {
        if (exchange.Explanation is not null)
        {
            ExplanationStore.CheckCaller(exchange);
        }

        if (plan.Facts.Contract is not { } contract)
        {
            return null;
        }

        var path = exchange.Context.Request.Path.Value!.AsSpan(plan.PrefixLength);
        var match = contract.Match(exchange.Context.Request.Method, path);
        exchange.Operation = match.Operation;
        if (match.Operation is not null)
        {
            return null;
        }

        return match.AllowedMethods is { } allowed
            ? new Problem(ProblemTypes.MethodNotAllowed, $"The contract {contract.Id} has this path with {allowed} only.").With("Allow", allowed)
            : new Problem(ProblemTypes.UnknownOperation, $"The contract {contract.Id} has no operation at this path.");
    }

    private static Verdict Resolved(Verdict verdict, ActiveExchange exchange, RoutePlan plan) =>
        !verdict.IsFinal && Resolve(exchange, plan) is { } unresolved
            ? Verdict.Refuse(Told(unresolved, exchange, plan))
            : verdict.IsRefused ? Verdict.Refuse(Told(verdict.Refusal!, exchange, plan)) : verdict;

    private static Problem Told(Problem refusal, ActiveExchange exchange, RoutePlan plan)
    {
        plan.Chain.Tell(exchange);
        return refusal;
    }

    private async Task ContinueAsync(ValueTask<Verdict> identified, ActiveExchange exchange, RoutePlan plan, RequestDelegate next)
    {
        var verdict = Resolved(await identified, exchange, plan);
        await FinishAsync(verdict.IsFinal ? new ValueTask<Verdict>(verdict) : plan.Chain.RequestAsync(exchange), exchange, plan, next);
    }

    // The body is read only for callers who may do what they ask for and have room to: nobody else takes memory.
    private async Task FinishAsync(ValueTask<Verdict> pending, ActiveExchange exchange, RoutePlan plan, RequestDelegate next)
    {
        var verdict = await pending;
        if (!verdict.IsFinal && plan.Chain.HasReaders)
        {
            verdict = plan.Chain.RequestBytesFor(exchange) is var wanted and > 0 ? await ReadAsync(exchange, plan, wanted) : await plan.Chain.WithBodyAsync(exchange);
        }

        await End(verdict, exchange, next);
    }

    private Task End(Verdict verdict, ActiveExchange exchange, RequestDelegate next) =>
        !verdict.IsFinal ? next(exchange.Context) : exchange.Owed == 0 ? verdicts.WriteAsync(exchange, verdict).AsTask() : EndUnsentAsync(verdict, exchange);

    // Somebody has claimed, and somebody else has refused after that.
    private async Task EndUnsentAsync(Verdict verdict, ActiveExchange exchange) => await verdicts.WriteAsync(exchange, await unanswered.SettleAsync(exchange, verdict));

    private async Task EndAsync(ValueTask<Verdict> pending, ActiveExchange exchange, RequestDelegate next) => await End(await pending, exchange, next);

    private async ValueTask<Verdict> ReadAsync(ActiveExchange exchange, RoutePlan plan, int wanted)
    {
        if (await bodies.ReadAsync(exchange, wanted) is { } unreadable)
        {
            plan.Chain.TellWithBody(exchange);
            return Verdict.Refuse(unreadable);
        }

        return await plan.Chain.WithBodyAsync(exchange);
    }
}
