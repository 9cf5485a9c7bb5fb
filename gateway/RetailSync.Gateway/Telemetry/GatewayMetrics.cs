using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RetailSync.Gateway.Telemetry;

/// <summary>What the gateway counts of itself. Safe to use from many threads.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "RetailSync.Gateway";

    private static readonly object[] Statuses = [.. Enumerable.Range(0, 600).Select(status => (object)status)];

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _floods;

    /// <summary>Makes the instruments.</summary>
    public GatewayMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _duration = meter.CreateHistogram<double>("retailsync.exchange.duration", "s", "How long exchanges took, from the request's head to the end of the answer.");
        _refused = meter.CreateCounter<long>("retailsync.exchange.refused", "{exchange}", "Exchanges that the gateway answered with a problem of its own.");
        _floods = meter.CreateCounter<long>("retailsync.edge.floods", "{connection}", "HTTP/2 connections that were closed because of a flood of frames that carry nothing.");
        _reloads = meter.CreateCounter<long>("retailsync.config.reloads", "{reload}", "Loads of configuration, contracts and landscape, by outcome.");
    }

    /// <summary>Records an exchange that has ended. The route comes from the configuration, so the label set is closed.</summary>
    public void Ended(string route, int status, bool byUpstream, long startedAt)
    {
        if (_duration.Enabled)
        {
            var tags = new TagList
            {
                { "route", route },
                { "status", (uint)status < 600 ? Statuses[status] : Statuses[0] },
                { "source", byUpstream ? "upstream" : "gateway" },
            };
            _duration.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, tags);
        }
    }

    /// <summary>Counts a refusal by its problem's id and the policy or part that refused.</summary>
    public void Refused(string problem, string by) => _refused.Add(1, new("problem", problem), new("by", by));

    /// <summary>Counts a connection that was closed because of a flood of frames.</summary>
    public void FloodClosed() => _floods.Add(1);

    /// <summary>Counts a load.</summary>
    public void Loaded(bool applied) => _reloads.Add(1, new KeyValuePair<string, object?>("outcome", applied ? "applied" : "refused"));
}
