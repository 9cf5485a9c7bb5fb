using System.Diagnostics.Metrics;
using RetailSync.Gateway.Telemetry;

namespace RetailSync.Gateway.Forwarding;

/// <summary>What the forward stage counts. Clusters and destinations come from the configuration, so every label set is closed. Safe to use from many threads.</summary>
internal sealed class ForwardMetrics
{
    private readonly Counter<long> _retries;
    private readonly Counter<long> _withheld;
    private readonly Counter<long> _breaker;

    /// <summary>Makes the instruments.</summary>
    public ForwardMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(GatewayMetrics.MeterName);
        _retries = meter.CreateCounter<long>("retailsync.forward.retries", "{attempt}", "Attempts that were repeated, by what went wrong: connect, transport, timeout or answer.");
        _withheld = meter.CreateCounter<long>("retailsync.forward.retries_withheld", "{attempt}", "Attempts that would have been repeated, had the cluster's retry budget allowed it.");
        _breaker = meter.CreateCounter<long>("retailsync.forward.breaker", "{change}", "Changes of a destination's breaker, by the new state: open, half-open or closed.");
    }

    /// <summary>Counts a retry.</summary>
    public void Retried(string cluster, AttemptFailure reason) => _retries.Add(1, new("cluster", cluster), new("reason", Label(reason)));

    /// <summary>Counts a retry that the budget did not allow.</summary>
    public void Withheld(string cluster) => _withheld.Add(1, new KeyValuePair<string, object?>("cluster", cluster));

    /// <summary>Counts a breaker's change of state.</summary>
    public void BreakerChanged(string cluster, string destination, string state) => _breaker.Add(1, new("cluster", cluster), new("destination", destination), new("state", state));

    private static string Label(AttemptFailure failure) => failure switch
    {
        AttemptFailure.Connect => "connect",
        AttemptFailure.Transport => "transport",
        AttemptFailure.Timeout => "timeout",
        AttemptFailure.Answer => "answer",
        _ => throw new System.Diagnostics.UnreachableException($"Failure {failure} has no label."),
    };
}
