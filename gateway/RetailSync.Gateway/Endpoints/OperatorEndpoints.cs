using OpenTelemetry.Metrics;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Draining;
using RetailSync.Gateway.Explain;
using RetailSync.Gateway.Forwarding;
using RetailSync.Gateway.Hosting;
using RetailSync.Gateway.Masking;
using RetailSync.Gateway.Plugins;
using RetailSync.Policies.Identify;
using RetailSync.Policies.Judging;
using Yarp.ReverseProxy;

namespace RetailSync.Gateway.Endpoints;

/// <summary>What operators can ask: health, readiness, metrics, the configuration in force, routes and past requests.</summary>
internal static class OperatorEndpoints
{
    /// <summary>Maps the endpoints on the operators' server; <paramref name="gateway"/> is the gateway they tell about.</summary>
    public static void MapOperatorEndpoints(this WebApplication app, IServiceProvider gateway)
    {
        var store = gateway.GetRequiredService<SnapshotStore>();
        var plugins = gateway.GetRequiredService<PluginHost>();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(gateway.GetRequiredService<MeterProvider>(), null, "/metrics", null, null);
        app.MapGet("/", () => Results.Json(new { health = "/health", ready = "/ready", metrics = "/metrics", config = "/_gateway/config", routes = "/_gateway/routes", clusters = "/_gateway/clusters", contractFaults = "/_gateway/contract-faults", plugins = "/_gateway/plugins", requests = "/_gateway/requests/{id}" }));
        app.MapGet("/health", () => Results.Json(new { status = "alive" }));
        app.MapGet("/ready", (HttpRequest request) => Ready(gateway, request));
        app.MapGet("/_gateway/config", () => Masked(gateway, ConfigReport.Describe(store, gateway.GetRequiredService<PlanBuilder>())));
        app.MapPost("/_gateway/config/reload", async (CancellationToken cancellationToken) => Reloaded(store, await store.LoadAsync(cancellationToken), plugins));
        app.MapPlugins(plugins);
        app.MapGet("/_gateway/routes", () => Results.Json(ConfigReport.Routes(store.Current)));
        app.MapGet("/_gateway/clusters", () => Results.Json(Clusters(gateway.GetRequiredService<IProxyStateLookup>(), gateway.GetRequiredService<ClusterHealths>())));
        app.MapGet("/_gateway/contract-faults", () => Masked(gateway, gateway.GetRequiredService<ContractFaults>().All));
        app.MapGet("/_gateway/requests/{id}", (string id) =>
            gateway.GetRequiredService<ExplanationStore>().Find(id) is { } record
                ? Results.Json(record)
                : Results.NotFound(new { error = "Nothing is kept about this request. Refused and failed requests, and those with Explain: true, are kept for 10 minutes." }));
    }

    // Settings hold references to secrets, not secrets; but nobody keeps a person from pasting one into a header's name or a fault from quoting it.
    private static IResult Masked(IServiceProvider gateway, object report) =>
        Results.Json(MaskedJson.Of(report, gateway.GetRequiredService<IMasker>()));

    private static IResult Ready(IServiceProvider gateway, HttpRequest request)
    {
        if (gateway.GetRequiredService<DrainState>().IsDraining)
        {
            return Results.Json(new { status = "draining" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        // This listener opens before the data port does: whoever is sent there too early would find it closed.
        if (!gateway.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested)
        {
            return Results.Json(new { status = "starting" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var waitingFor = gateway.GetServices<IIdentityReadiness>().Where(identity => !identity.IsReady).Select(identity => identity.Reason).ToList();
        return waitingFor.Count == 0
            ? Results.Json(new { status = "ready" })
            : Results.Json(IsTold(gateway, request) ? new { status = "not ready", waitingFor } : (object)new { status = "not ready" }, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static bool IsTold(IServiceProvider gateway, HttpRequest request) => gateway.GetRequiredService<StartSettings>().OperatorKey is null || request.Headers.Authorization.Count > 0;

    private static IResult Reloaded(SnapshotStore store, IReadOnlyList<ConfigFault> faults, PluginHost plugins)
    {
        plugins.Tell("config.reload", store.Current.Revision, applied: faults.Count == 0);
        return Results.Json(
            new { applied = faults.Count == 0, revision = store.Current.Revision, faults },
            statusCode: faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static object Clusters(IProxyStateLookup state, ClusterHealths healths) => state.GetClusters().OrderBy(cluster => cluster.ClusterId, StringComparer.Ordinal).Select(cluster => new
    {
        cluster.ClusterId,
        ActivityTimeout = cluster.Model.Config.HttpRequest?.ActivityTimeout,
        Destinations = cluster.Destinations.Values.Select(destination => new
        {
            destination.DestinationId,
            destination.Model.Config.Address,
            Active = destination.Health.Active.ToString(),
            Passive = destination.Health.Passive.ToString(),
            Breaker = healths.Find(cluster)?.State(destination) ?? "closed",
            InFlight = destination.ConcurrentRequestCount,
        }),
    });
}
