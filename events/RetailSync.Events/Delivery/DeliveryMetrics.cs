using System.Diagnostics.Metrics;

namespace RetailSync.Events.Delivery;

/// <summary>What delivery counts.</summary>
internal sealed class DeliveryMetrics
{
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _deadLettered;
    private readonly Histogram<double> _delay;
    private readonly Gauge<double> _backlogAge;
    private readonly Gauge<long> _pending;
    private readonly Gauge<int> _stuckKeys;

    /// <summary>Makes the instruments.</summary>
    public DeliveryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("RetailSync.Events");
        _attempts = meter.CreateCounter<long>("retailsync.delivery.attempts", "{attempt}", "Attempts to deliver an event, by subscription and by how they ended: delivered, retry, throttled, rejected or gone.");
        _deadLettered = meter.CreateCounter<long>("retailsync.delivery.dead_letters", "{event}", "Events that were given up, by subscription.");
        _delay = meter.CreateHistogram<double>("retailsync.delivery.delay", "s", "From an event's record to its delivery, by subscription.");
        _backlogAge = meter.CreateGauge<double>("retailsync.delivery.backlog_age", "s", "The age of the oldest event that is not finished, by subscription; 0 when nothing is due.");
        _pending = meter.CreateGauge<long>("retailsync.delivery.pending", "{event}", "Events in memory that are not finished and those of the log that were not looked at yet, by subscription. Those of stuck keys that were put back to the log are not among them.");
        _stuckKeys = meter.CreateGauge<int>("retailsync.delivery.stuck_keys", "{key}", "Keys that wait, by subscription and by what for: parked (a timer), blocked (a person) or placeholder (an event that is rebuilt).");
    }

    /// <summary>An event was taken.</summary>
    public void Delivered(string subscription, TimeSpan delay)
    {
        Count(subscription, "delivered");
        _delay.Record(delay.TotalSeconds, Tag(subscription));
    }

    /// <summary>An attempt failed and is repeated.</summary>
    public void Retried(string subscription) => Count(subscription, "retry");

    /// <summary>The subscriber asked for patience.</summary>
    public void Throttled(string subscription) => Count(subscription, "throttled");

    /// <summary>The subscriber will never take the event.</summary>
    public void Rejected(string subscription) => Count(subscription, "rejected");

    /// <summary>The subscriber wants no events any more.</summary>
    public void Gone(string subscription) => Count(subscription, "gone");

    /// <summary>Events were given up.</summary>
    public void DeadLettered(string subscription, int count) => _deadLettered.Add(count, Tag(subscription));

    /// <summary>How old the oldest unfinished event is.</summary>
    public void BacklogAge(string subscription, TimeSpan age) => _backlogAge.Record(age.TotalSeconds, Tag(subscription));

    /// <summary>How many events are due or not looked at yet.</summary>
    public void Pending(string subscription, long count) => _pending.Record(count, Tag(subscription));

    /// <summary>How many keys wait, and what for.</summary>
    public void StuckKeys(string subscription, int parked, int blocked, int placeholder)
    {
        foreach (var (state, count) in new[] { ("parked", parked), ("blocked", blocked), ("placeholder", placeholder) })
        {
            _stuckKeys.Record(count, Tag(subscription), new KeyValuePair<string, object?>("state", state));
        }
    }

    /// <summary>This gateway delivers the subscription no more: what it told of the moment is void.</summary>
    public void Ended(string subscription)
    {
        BacklogAge(subscription, TimeSpan.Zero);
        Pending(subscription, 0);
        StuckKeys(subscription, 0, 0, 0);
    }

    private void Count(string subscription, string result) => _attempts.Add(1, Tag(subscription), new KeyValuePair<string, object?>("result", result));

    private static KeyValuePair<string, object?> Tag(string subscription) => new("subscription", subscription);
}
