using Yarp.ReverseProxy.Configuration;

namespace RetailSync.Bench.RawYarp;

/// <summary>The routes, the cluster and the transforms of the gateway's benchmark configuration.</summary>
internal static class BenchRoutes
{
    private const string Cluster = "bench";

    public static IReadOnlyList<RouteConfig> Routes(RawYarpSettings settings) =>
        [.. Enumerable.Range(0, settings.Routes).Select(number => Route(settings, settings.Routes == 1 ? "bench" : $"bench{number:0000}"))];

    public static IReadOnlyList<ClusterConfig> Clusters(RawYarpSettings settings) =>
        [new ClusterConfig { ClusterId = Cluster, Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = settings.Upstream } } }];

    private static RouteConfig Route(RawYarpSettings settings, string system) => new()
    {
        RouteId = system,
        ClusterId = Cluster,
        Match = new RouteMatch { Path = $"/{system}/v1/{{**rest}}" },
        Transforms = [new Dictionary<string, string> { ["PathRemovePrefix"] = $"/{system}" }],
        AuthorizationPolicy = settings.Variant == RawYarpVariant.Stock ? StockPolicies.Scope : null,
    };
}
