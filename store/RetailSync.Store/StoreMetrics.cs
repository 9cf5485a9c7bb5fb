using System.Diagnostics.Metrics;

namespace RetailSync.Store;

/// <summary>How the store is doing. Safe to use from many threads.</summary>
internal sealed class StoreMetrics
{
    private static readonly KeyValuePair<string, object?> UnavailableTag = new("outcome", "unavailable");
    private static readonly KeyValuePair<string, object?> UncertainTag = new("outcome", "uncertain");

    private readonly Counter<long> _commits;
    private readonly Histogram<int> _units;
    private readonly Histogram<double> _time;
    private readonly Counter<long> _failed;
    private volatile bool _isInTrouble;
    private volatile bool _isFenced;
    private int _logPages;

    /// <param name="meters">Where the meter comes from; null: one that nobody else has.</param>
    public StoreMetrics(IMeterFactory? meters)
    {
        var meter = meters?.Create("RetailSync.Store") ?? new Meter("RetailSync.Store");
        _commits = meter.CreateCounter<long>("retailsync.store.commits", "{commit}", "Group commits that are on disk.");
        _units = meter.CreateHistogram<int>("retailsync.store.commit.units", "{unit}", "Units that went into one commit.");
        _time = meter.CreateHistogram<double>("retailsync.store.commit.duration", "s", "From the first statement of a commit until it is on disk.");
        _failed = meter.CreateCounter<long>("retailsync.store.failed", "{unit}", "Units that were certainly not written (unavailable), or of which that is not known (uncertain).");
        meter.CreateObservableGauge("retailsync.store.queue", () => QueueLength?.Invoke() ?? 0, "{unit}", "Units that wait for their commit.");
        meter.CreateObservableGauge("retailsync.store.trouble", () => _isInTrouble ? 1 : 0, "{store}", "1 while nothing can be written, such as with a full disk.");
        meter.CreateObservableGauge("retailsync.store.fenced", () => _isFenced ? 1 : 0, "{store}", "1 after other gateways have declared this process dead: restart it.");
        meter.CreateObservableGauge("retailsync.store.log", () => Volatile.Read(ref _logPages), "{page}", "Pages of SQLite's write-ahead log that are not in the file yet.");
    }

    /// <summary>Tells how many units wait.</summary>
    public Func<int>? QueueLength { private get; set; }

    /// <summary>Whether nothing can be written.</summary>
    public bool IsInTrouble { set => _isInTrouble = value; }

    /// <summary>Whether others have declared this process dead.</summary>
    public bool IsFenced { set => _isFenced = value; }

    /// <summary>Pages in SQLite's write-ahead log.</summary>
    public int LogPages { set => Volatile.Write(ref _logPages, value); }

    /// <summary>Counts a commit.</summary>
    public void Committed(int units, TimeSpan time)
    {
        _commits.Add(1);
        _units.Record(units);
        _time.Record(time.TotalSeconds);
    }

    /// <summary>Counts units that failed because of the database.</summary>
    public void Failed(int units, bool uncertain) => _failed.Add(units, uncertain ? UncertainTag : UnavailableTag);
}
