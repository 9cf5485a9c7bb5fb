using System.Diagnostics;
using RetailSync.Gateway.Draining;
using RetailSync.Gateway.Edge;
using RetailSync.Gateway.Errors;
using RetailSync.Gateway.Explain;
using RetailSync.Gateway.Forwarding;
using RetailSync.Gateway.Plugins;
using RetailSync.Gateway.Selecting;
using RetailSync.Gateway.Telemetry;

namespace RetailSync.Gateway.Pipeline;

/// <summary>The outermost step: every request begins and ends here, our own endpoints and unknown paths included.</summary>
internal sealed partial class FrontDoor(
    DrainState drain,
    ISnapshotSource snapshots,
    RequestIds ids,
    EdgeCheck edge,
    GatewayTracing tracing,
    GatewayMetrics metrics,
    ExplanationStore explanations,
    ProblemWriter problems,
    VerdictWriter verdicts,
    UnansweredEnd unanswered,
    PluginHost plugins,
    ILogger<FrontDoor> logger)
{
    /// <summary>Runs one exchange from its first byte to its last.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="next">The rest of the pipeline.</param>
    /// <param name="own">The call of ours that it is; null for what comes in over the network.</param>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next, Calls.OwnCall? own = null)
    {
        var exchange = new ActiveExchange(context, ids.Next(), snapshots.Current, Stopwatch.GetTimestamp()) { GatewayEnd = drain.Cut, OwnCall = own };
        own?.Begin(exchange);
        context.Features.Set(exchange);
        drain.Enter(context);
        try
        {
            var refusal = edge.Check(exchange);
            tracing.Start(exchange);
            ExplanationStore.BeginIfAsked(exchange);
            refusal ??= VersionSelector.Select(exchange);
            if (refusal is null)
            {
                plugins.Begin(exchange);
                await next(context);
            }

            // Most answers have started by now and need nothing more.
            refusal ??= context.Response.HasStarted ? null : FindProblem(exchange);
            await EndWithAsync(exchange, refusal);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            await AnswerFaultAsync(exchange, fault);
        }
        catch (OperationCanceledException)
        {
            // The caller went away; there is nobody to answer.
        }
        finally
        {
            await EndAsync(exchange);
        }
    }

    private ValueTask EndWithAsync(ActiveExchange exchange, Problem? refusal) =>
        exchange.Owed != 0 ? EndUnansweredAsync(exchange, refusal) : refusal is null ? ValueTask.CompletedTask : problems.WriteAsync(exchange, refusal);

    private async ValueTask EndUnansweredAsync(ActiveExchange exchange, Problem? refusal)
    {
        var verdict = await unanswered.SettleAsync(exchange, refusal is null ? Verdict.GoOn : Verdict.Refuse(refusal));
        if (verdict.IsFinal && !exchange.Context.Response.HasStarted)
        {
            await verdicts.WriteAsync(exchange, verdict);
        }
    }

    private static Problem? FindProblem(ActiveExchange exchange)
    {
        var context = exchange.Context;
        if (exchange.Refusal is not null || exchange.Reply is not null || exchange.AnsweredByUpstream)
        {
            return null;
        }

        if (exchange.Plan is not null && !string.IsNullOrEmpty(exchange.Route?.ClusterId))
        {
            return ForwardFailure.Explain(context);
        }

        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound when exchange.Plan is null => new Problem(ProblemTypes.UnknownApi, "No API lies at this path."),
            StatusCodes.Status405MethodNotAllowed => new Problem(ProblemTypes.MethodNotAllowed, "This path is not served with this method.")
                .With("Allow", context.Response.Headers.Allow),
            _ => null,
        };
    }

    private async Task AnswerFaultAsync(ActiveExchange exchange, Exception fault)
    {
        if (exchange.Context.Response.HasStarted)
        {
            // The caller must not take half an answer for a whole one.
            LogBroken(exchange.Id, fault);
            exchange.Context.Abort();
            return;
        }

        if (fault is not BadHttpRequestException)
        {
            LogFault(exchange.Id, fault);
        }

        await EndWithAsync(exchange, fault is BadHttpRequestException bad
            ? BadRequests.Describe(bad)
            : new Problem(ProblemTypes.InternalError, "The gateway failed. Nothing more is known here; its operators can look the request id up.") { Reason = fault.Message });
    }

    private async ValueTask EndAsync(ActiveExchange exchange)
    {
        if (exchange.Owed != 0)
        {
            // Nobody is left to be answered, and those who have claimed something must hear of it all the same.
            await unanswered.SettleAsync(exchange, Verdict.GoOn);
        }

        exchange.RequestCopy?.Finish(exchange);
        exchange.ResponseCopy?.Finish(exchange);
        exchange.Release();
        tracing.Stop(exchange);
        metrics.Ended(exchange.Route?.RouteId ?? "none", exchange.Context.Response.StatusCode, exchange.AnsweredByUpstream, exchange.StartedAt);
        explanations.Keep(exchange);
        try
        {
            plugins.Observe(exchange);
            if (exchange.Plan?.Chain.HasObservers == true)
            {
                await exchange.Plan.Chain.ObserveAsync(exchange);
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The answer has left; an observer's fault is the operators' matter alone.
            LogFault(exchange.Id, fault);
        }
        finally
        {
            exchange.BufferedBody?.Dispose();
            exchange.HeldResponse?.Dispose();
            HostMemo.Forget(exchange.Context);
            drain.Leave();
        }
    }

    [LoggerMessage(LogLevel.Error, "Request {RequestId} failed inside the gateway.", EventName = "pipeline.fault")]
    private partial void LogFault(string requestId, Exception fault);

    [LoggerMessage(LogLevel.Warning, "Request {RequestId} broke off after its answer had begun.", EventName = "pipeline.broken")]
    private partial void LogBroken(string requestId, Exception fault);
}
