using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Forwarding;

/// <summary>Before load balancing: runs attempts until one is answered or no other may be made. Safe to use from many threads.</summary>
internal sealed class ForwardLoop(ClusterHealths healths, HeadTimers timers, CutOffs cutOffs, ForwardMetrics metrics, TimeProvider clock)
{
    /// <summary>Forwards one exchange.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var exchange = context.Features.GetRequiredFeature<ActiveExchange>();
        var proxy = context.GetReverseProxyFeature();
        var health = healths.Of(context.GetRouteModel().Cluster!, exchange.Plan!.Upstream);
        var run = exchange.Forward = new ForwardRun(exchange, health, proxy.AvailableDestinations, timers, cutOffs, metrics, clock);
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
}
