using Yarp.ReverseProxy.Configuration;

namespace RetailSync.Gateway.Configuration;

/// <summary>Reads the <c>ReverseProxy</c> section with YARP's own reader and asks YARP's own validator.</summary>
internal static class ProxySection
{
    private const string Name = "ReverseProxy";

    /// <summary>The routes and clusters of the section.</summary>
    public static (IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters) Read(IConfiguration configuration, ICollection<ConfigFault> faults)
    {
        // The reader is internal to YARP; a container of its own is the public way to it.
        var services = new ServiceCollection().AddLogging();
        services.AddReverseProxy().LoadFromConfig(configuration.GetSection(Name));
        using var provider = services.BuildServiceProvider();
        try
        {
            var config = provider.GetRequiredService<IProxyConfigProvider>().GetConfig();
            return (config.Routes, config.Clusters);
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            faults.Add(new ConfigFault(Name, unreadable.Message));
            return ([], []);
        }
    }

    /// <summary>Adds every fault that YARP finds, with the configuration path it belongs to.</summary>
    public static async Task CheckAsync(
        IConfigValidator validator, IReadOnlyList<RouteConfig> routes, IReadOnlyList<ClusterConfig> clusters, ICollection<ConfigFault> faults)
    {
        var known = clusters.Select(cluster => cluster.ClusterId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var route in routes)
        {
            var path = $"{Name}:Routes:{route.RouteId}";
            foreach (var fault in await validator.ValidateRouteAsync(route))
            {
                faults.Add(new ConfigFault(path, fault.Message));
            }

            if (route.ClusterId is null || !known.Contains(route.ClusterId))
            {
                faults.Add(new ConfigFault($"{path}:ClusterId", $"no cluster is named '{route.ClusterId}'. Known: {string.Join(", ", known.Order())}."));
            }
        }

        foreach (var cluster in clusters)
        {
            foreach (var fault in await validator.ValidateClusterAsync(cluster))
            {
                faults.Add(new ConfigFault($"{Name}:Clusters:{cluster.ClusterId}", fault.Message));
            }

            if (cluster.Destinations is not { Count: > 0 })
            {
                faults.Add(new ConfigFault($"{Name}:Clusters:{cluster.ClusterId}:Destinations", "a cluster needs at least one destination with an Address."));
            }
        }
    }
}
