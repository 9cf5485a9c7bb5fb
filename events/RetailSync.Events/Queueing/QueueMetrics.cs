using System.Diagnostics.Metrics;
using RetailSync.Events.Journal;
using RetailSync.Gateway;

namespace RetailSync.Events.Queueing;

/// <summary>What is accepted to be sent later, and what becomes of it.</summary>
internal sealed class QueueMetrics
{
    private readonly Counter<long> _forwarded;
    private long _waiting;

    public QueueMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("RetailSync.Events");
        _forwarded = meter.CreateCounter<long>("retailsync.queue.forwarded", "{operation}", "Attempts to send accepted changes, by what came of them: a final state, unknown, or queued when it goes back to its place.");
        meter.CreateObservableUpDownCounter("retailsync.queue.waiting", () => Interlocked.Read(ref _waiting), "{operation}", "Accepted changes that wait to be sent, on all routes.");
    }

    public void Forwarded(OperationState state) => _forwarded.Add(1, new KeyValuePair<string, object?>("state", JournalMetrics.Label(state)));

    /// <summary>Says how many wait, as the forwarder has just read it.</summary>
    public void Waiting(long count) => Interlocked.Exchange(ref _waiting, count);
}
