using System.Diagnostics.Metrics;
using RetailSync.Gateway;

namespace RetailSync.Policies.Admit;

/// <summary>What is let in and what is shed, by cluster and class.</summary>
internal sealed class AdmitMetrics
{
    private static readonly Priority[] Priorities = Enum.GetValues<Priority>();

    private readonly Counter<long> _shed;

    public AdmitMetrics(IMeterFactory meters, AdmitStore store)
    {
        var meter = meters.Create("RetailSync.Policies");
        _shed = meter.CreateCounter<long>("retailsync.admit.shed", "{request}", "Requests refused because their cluster is at its limit, or in shadow mode let through although it is.");
        meter.CreateObservableGauge(
            "retailsync.admit.limit", () => store.Gates.Select(gate => new Measurement<double>(gate.Limit, Tag(gate))), "{request}", "How many requests a cluster carries at a time, as far as is known.");
        meter.CreateObservableGauge(
            "retailsync.admit.in_flight", () => store.Gates.SelectMany(InFlight), "{request}", "Requests that hold a slot.");
        meter.CreateObservableGauge(
            "retailsync.admit.unloaded_latency", () => store.Gates.Select(gate => new Measurement<double>(gate.UnloadedLatency.TotalSeconds, Tag(gate))), "s", "How long a cluster's answers take when nothing queues.");
    }

    /// <summary>The class as it is written in settings and labels.</summary>
    public static string NameOf(Priority priority) => priority switch
    {
        Priority.Bulk => "bulk",
        Priority.Normal => "normal",
        Priority.High => "high",
        Priority.Critical => "critical",
        _ => throw new System.Diagnostics.UnreachableException($"Priority {priority} has no name."),
    };

    public void Shed(string cluster, Priority priority, bool isShadow) =>
        _shed.Add(1, new("cluster", cluster), new("class", NameOf(priority)), new("result", isShadow ? "shadow" : "refused"));

    private static KeyValuePair<string, object?> Tag(ClusterGate gate) => new("cluster", gate.ClusterId);

    private static IEnumerable<Measurement<int>> InFlight(ClusterGate gate) =>
        Priorities.Select(priority => new Measurement<int>(gate.InFlight(priority), Tag(gate), new KeyValuePair<string, object?>("class", NameOf(priority))));
}
