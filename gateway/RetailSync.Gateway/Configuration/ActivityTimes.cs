using RetailSync.Gateway.Forwarding;
using RetailSync.Gateway.Pipeline;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace RetailSync.Gateway.Configuration;

/// <summary>Keeps YARP's activity timeout, which is a cluster's and 100 s when nothing is said, from cutting a route's own time limit short.</summary>
internal static class ActivityTimes
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(100);

    // So that the route's own limit is the one that speaks.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>Adds a fault for each route whose stated limit is longer than what its cluster states.</summary>
    public static void Check(
        IReadOnlyList<ClusterConfig> clusters, IEnumerable<RoutePlan> plans, IReadOnlyDictionary<string, EffectivePolicies> effective, ICollection<ConfigFault> faults)
    {
        var stated = clusters.Where(cluster => cluster.HttpRequest?.ActivityTimeout is not null).ToDictionary(cluster => cluster.ClusterId, cluster => cluster.HttpRequest!.ActivityTimeout!.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var plan in plans)
        {
            var id = plan.Facts.RouteId;
            if (plan.Forward.Timeout > (stated.TryGetValue(plan.Facts.ClusterId, out var idle) ? idle : TimeSpan.MaxValue)
                && effective[id].Settings.TryGetValue($"{ForwardPolicy.Id}:{nameof(ForwardOptions.TimeoutSeconds)}", out var said))
            {
                faults.Add(new ConfigFault(
                    $"{(said.Origin == "route" ? $"ReverseProxy:Routes:{id}:" : "")}Policies:{ForwardPolicy.Id}:{nameof(ForwardOptions.TimeoutSeconds)}",
                    $"{said.Value} s is longer than ReverseProxy:Clusters:{plan.Facts.ClusterId}:HttpRequest:ActivityTimeout ({idle}), which would cut route {id} short. Raise that, or leave it out: it then follows the longest route."));
            }
        }
    }

    /// <summary>The same clusters, where those that state no activity timeout have one that is longer than their routes' limits.</summary>
    public static IReadOnlyList<ClusterConfig> Align(IReadOnlyList<ClusterConfig> clusters, IEnumerable<RoutePlan> plans)
    {
        var longest = plans.GroupBy(plan => plan.Facts.ClusterId, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(cluster => cluster.Key, cluster => cluster.Max(plan => plan.Forward.Timeout) + Margin, StringComparer.OrdinalIgnoreCase);
        return [.. clusters.Select(cluster => cluster.HttpRequest?.ActivityTimeout is null && longest.GetValueOrDefault(cluster.ClusterId) is var needed && needed > Usual
            ? cluster with { HttpRequest = (cluster.HttpRequest ?? ForwarderRequestConfig.Empty) with { ActivityTimeout = needed } }
            : cluster)];
    }
}
