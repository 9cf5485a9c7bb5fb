using RetailSync.Gateway.Calls;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Forwarding;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Hosting;

/// <summary>The data port's pipeline. Its order is the order of a request's way through; nothing else is mounted, so there is no side door.</summary>
internal static class GatewayPipeline
{
    /// <summary>Edge and version, routing, the route's policies, then YARP or one of our own endpoints.</summary>
    public static void Configure(IApplicationBuilder app)
    {
        var entry = app.ApplicationServices.GetRequiredService<PipelineEntry>();
        var chains = app.ApplicationServices.GetRequiredService<ChainRunner>();
        var forward = app.ApplicationServices.GetRequiredService<ForwardLoop>();
        var store = app.ApplicationServices.GetRequiredService<SnapshotStore>();
        var own = app.ApplicationServices.GetRequiredService<OwnEndpoints>();

        app.Use(entry.For);
        app.UseRouting();
        app.Use(next => context => chains.InvokeAsync(context, next));
        app.UseEndpoints(endpoints =>
        {
            own.Map(endpoints);
            endpoints.MapReverseProxy(proxy =>
                {
                    proxy.Use(next => context => forward.InvokeAsync(context, next));
                    proxy.UseLoadBalancing();
                    proxy.UsePassiveHealthChecks();
                })
                .ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(store.PlanFor(route)));
        });
    }
}
