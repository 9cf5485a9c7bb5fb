using System.Diagnostics.Metrics;

namespace RetailSync.Policies.Lanes;

/// <summary>How changes wait for each other.</summary>
internal sealed class LaneMetrics
{
    private readonly Counter<long> _changes;

    public LaneMetrics(IMeterFactory meters, LaneTable lanes)
    {
        var meter = meters.Create("RetailSync.Policies");
        _changes = meter.CreateCounter<long>("retailsync.lane.changes", "{request}", "Changes that found another of the same thing before them: waited, and of those timed-out; or refused, because the lane was full.");
        meter.CreateObservableGauge("retailsync.lane.waiting", () => lanes.Waiters, "{request}", "Changes that wait for their turn.");
        meter.CreateObservableGauge("retailsync.lane.open", () => lanes.Lanes, "{lane}", "Things that are being changed.");
    }

    public void Waited() => Count("waited");

    public void TimedOut() => Count("timed-out");

    public void Full() => Count("refused");

    private void Count(string result) => _changes.Add(1, new KeyValuePair<string, object?>("result", result));
}
