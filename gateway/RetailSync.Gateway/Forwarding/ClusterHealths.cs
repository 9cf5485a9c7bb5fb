using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Model;

namespace RetailSync.Gateway.Forwarding;

/// <summary>The health of every cluster. It lasts over reloads, as long as the cluster's own settings of it stay the same. Safe to use from many threads.</summary>
internal sealed partial class ClusterHealths(ForwardMetrics metrics, TimeProvider clock, ILogger<ClusterHealths> logger)
{
    // YARP keeps a cluster's state object for as long as the cluster is configured.
    private readonly ConditionalWeakTable<ClusterState, ClusterHealth> _clusters = [];

    /// <summary>The health of a cluster under the given settings.</summary>
    public ClusterHealth Of(ClusterState cluster, UpstreamSettings settings) =>
        _clusters.TryGetValue(cluster, out var health) && health.Fits(settings) ? health : Add(cluster, settings);

    /// <summary>The health of a cluster; null before its first request.</summary>
    public ClusterHealth? Find(ClusterState cluster) => _clusters.TryGetValue(cluster, out var health) ? health : null;

    private ClusterHealth Add(ClusterState cluster, UpstreamSettings settings)
    {
        lock (_clusters)
        {
            if (!_clusters.TryGetValue(cluster, out var health) || !health.Fits(settings))
            {
                health = new ClusterHealth(cluster.ClusterId, settings, clock, Changed);
                _clusters.AddOrUpdate(cluster, health);
            }

            return health;
        }
    }

    private void Changed(string cluster, string destination, string state)
    {
        metrics.BreakerChanged(cluster, destination, state);
        if (state == "open")
        {
            LogOpened(destination, cluster);
        }
        else
        {
            LogChanged(destination, cluster, state);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The breaker of destination {Destination} of cluster {Cluster} is open: nothing is sent there for a while.", EventName = "forward.breaker-open")]
    private partial void LogOpened(string destination, string cluster);

    [LoggerMessage(LogLevel.Information, "The breaker of destination {Destination} of cluster {Cluster} is {State}.", EventName = "forward.breaker")]
    private partial void LogChanged(string destination, string cluster, string state);
}
