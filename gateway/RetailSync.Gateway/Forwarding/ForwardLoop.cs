using RetailSync.Gateway.Pipeline;
using Yarp.ReverseProxy.Forwarder;

namespace RetailSync.Gateway.Forwarding;

/// <summary>Before load balancing: runs attempts until one is answered or no other may be made. Safe to use from many threads.</summary>
internal sealed class ForwardLoop(ClusterHealths healths, HeadTimers timers, ForwardMetrics metrics, BodyBudget budget, TimeProvider clock)
{
    /// <summary>Forwards one exchange.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var exchange = context.Features.GetRequiredFeature<ActiveExchange>();
        if (exchange.BufferedBody is null && BodyBeginning.IsAwaited(context.Request) && !await HasBegunAsync(context))
        {
            return;
        }

        RequestCopy.Begin(exchange, budget);
        var proxy = context.GetReverseProxyFeature();
        var health = healths.Of(context.GetRouteModel().Cluster!, exchange.Plan!.Upstream);
        var run = exchange.Forward = new ForwardRun(exchange, health, proxy.AvailableDestinations, timers, metrics, clock);
        while (run.TryChoose(proxy))
        {
            try
            {
                await next(context);
            }
            finally
            {
                run.End();
            }

            if (!run.GoesOn())
            {
                break;
            }

            if (run.Pause > TimeSpan.Zero)
            {
                await Task.Delay(run.Pause, clock, context.RequestAborted);
            }

            run.Clear();
        }

        run.Conclude();
    }

    private static async ValueTask<bool> HasBegunAsync(HttpContext context)
    {
        try
        {
            context.Request.Body = await BodyBeginning.ArriveAsync(context.Request.BodyReader, context.RequestAborted);
            return true;
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            context.Features.Set<IForwarderErrorFeature>(new ForwardError(ForwarderError.RequestBodyClient, broken));
            return false;
        }
    }
}
