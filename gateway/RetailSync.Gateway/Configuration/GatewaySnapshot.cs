using RetailSync.Gateway.Pipeline;
using Yarp.ReverseProxy.Configuration;

namespace RetailSync.Gateway.Configuration;

/// <summary>Everything that was loaded together. Immutable.</summary>
internal sealed class GatewaySnapshot : ISnapshot
{
    /// <inheritdoc/>
    public required string Revision { get; init; }

    /// <inheritdoc/>
    public required ILandscape Landscape { get; init; }

    /// <inheritdoc/>
    public required IReadOnlyDictionary<string, IContract> Contracts { get; init; }

    /// <inheritdoc/>
    public required IReadOnlyDictionary<string, IEventContract> Events { get; init; }

    /// <summary>When it was loaded.</summary>
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>The routes as YARP takes them, each with its plan's fingerprint in its metadata.</summary>
    public required IReadOnlyList<RouteConfig> Routes { get; init; }

    /// <summary>The clusters as YARP takes them.</summary>
    public required IReadOnlyList<ClusterConfig> Clusters { get; init; }

    /// <summary>The routes' plans by route id.</summary>
    public required IReadOnlyDictionary<string, RoutePlan> Plans { get; init; }

    /// <summary>The plans of the gateway's own endpoints by name.</summary>
    public required IReadOnlyDictionary<string, RoutePlan> ProductPlans { get; init; }

    /// <summary>The plans of versions that are known but have no route any more, by path prefix.</summary>
    public required IReadOnlyDictionary<string, RoutePlan> RoutelessPlans { get; init; }

    /// <summary>What each route's policies are set to and where each setting came from, by route id.</summary>
    public required IReadOnlyDictionary<string, EffectivePolicies> Effective { get; init; }
}
