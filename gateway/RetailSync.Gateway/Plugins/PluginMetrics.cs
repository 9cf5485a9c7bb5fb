using System.Diagnostics.Metrics;
using RetailSync.Gateway.Telemetry;

namespace RetailSync.Gateway.Plugins;

/// <summary>What is counted of plugins. The label <c>plugin</c> holds the ids of plugins that run, so the set is closed. Safe to use from many threads.</summary>
internal sealed class PluginMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _dropped;

    /// <summary>Makes the instruments.</summary>
    public PluginMetrics(IMeterFactory factory)
    {
        _meter = factory.Create(GatewayMetrics.MeterName);
        _calls = _meter.CreateCounter<long>("retailsync.plugin.calls", "{call}", "Calls of plugins by stage and result: ok, threw, hung.");
        _duration = _meter.CreateHistogram<double>("retailsync.plugin.duration", "s", "How long calls of plugins took.");
        _dropped = _meter.CreateCounter<long>("retailsync.plugin.dropped", "{exchange}", "Exchanges and actions that were not handed to a plugin, by reason: queue-full, quarantined, failed.");
    }

    /// <summary>Counts a call.</summary>
    public void Called(string plugin, string stage, string result, TimeSpan elapsed)
    {
        _calls.Add(1, new("plugin", plugin), new("stage", stage), new("result", result));
        _duration.Record(elapsed.TotalSeconds, new("plugin", plugin), new("stage", stage));
    }

    /// <summary>Counts what a plugin missed.</summary>
    public void Dropped(string plugin, string reason, long count) => _dropped.Add(count, new("plugin", plugin), new("reason", reason));

    /// <summary>Shows how many exchanges wait and which plugins are quarantined.</summary>
    public void Show(IReadOnlyList<PluginRunner> runners)
    {
        _meter.CreateObservableGauge("retailsync.plugin.queue", () => runners.Select(runner => new Measurement<long>(runner.QueueLength, new KeyValuePair<string, object?>("plugin", runner.Id))), "{exchange}", "Exchanges and actions that wait for a plugin.");
        _meter.CreateObservableGauge("retailsync.plugin.quarantined", () => runners.Select(runner => new Measurement<int>(runner.Health.IsQuarantined ? 1 : 0, new KeyValuePair<string, object?>("plugin", runner.Id))), null, "1 while a plugin is quarantined.");
    }
}
