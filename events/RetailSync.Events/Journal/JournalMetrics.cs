using System.Diagnostics.Metrics;
using RetailSync.Gateway;

namespace RetailSync.Events.Journal;

/// <summary>What the journal counts.</summary>
internal sealed class JournalMetrics
{
    private static readonly KeyValuePair<string, object?>[] Claims = [.. Enum.GetValues<ClaimStatus>().Select(status => new KeyValuePair<string, object?>("result", Label(status)))];
    private static readonly KeyValuePair<string, object?>[] States = [.. Enum.GetValues<OperationState>().Select(state => new KeyValuePair<string, object?>("state", Label(state)))];
    private static readonly KeyValuePair<string, object?> ByCallTag = new("by", "call");
    private static readonly KeyValuePair<string, object?> ByRecoveryTag = new("by", "recovery");
    private static readonly KeyValuePair<string, object?> ByPersonTag = new("by", "person");

    private readonly Counter<long> _claims;
    private readonly Counter<long> _outcomes;
    private readonly Counter<long> _placeholders;
    private readonly Counter<long> _rebuilt;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _blanked;
    private long _unknown;
    private long _exceptions;

    public JournalMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("RetailSync.Events");
        _claims = meter.CreateCounter<long>("retailsync.journal.intents", "{operation}", "Changes that asked to be written down before they are sent, by what came of it.");
        _outcomes = meter.CreateCounter<long>("retailsync.journal.outcomes", "{operation}", "Outcomes written down, by state and by who found them out: the call itself, the recovery, or a person.");
        _placeholders = meter.CreateCounter<long>("retailsync.journal.placeholders", "{event}", "Events that could not be built and have a placeholder.");
        _rebuilt = meter.CreateCounter<long>("retailsync.journal.rebuilt", "{event}", "Placeholders that became the event they stand for.");
        _attempts = meter.CreateCounter<long>("retailsync.journal.resolver.attempts", "{attempt}", "Attempts to find out an unknown outcome.");
        _blanked = meter.CreateCounter<long>("retailsync.journal.blanked", "{row}", "Operations and events whose bodies were blanked because of their age.");
        meter.CreateObservableUpDownCounter("retailsync.journal.unknown", () => Interlocked.Read(ref _unknown), "{operation}", "Operations whose outcome is unknown at the moment.");
        meter.CreateObservableUpDownCounter("retailsync.journal.exceptions", () => Interlocked.Read(ref _exceptions), "{operation}", "Operations that wait for a person's decision.");
    }

    public void Claimed(ClaimStatus status) => _claims.Add(1, Claims[(int)status]);

    public void SettledByCall(OperationState state) => _outcomes.Add(1, States[(int)state], ByCallTag);

    public void SettledByRecovery(OperationState state) => _outcomes.Add(1, States[(int)state], ByRecoveryTag);

    public void SettledByPerson(OperationState state) => _outcomes.Add(1, States[(int)state], ByPersonTag);

    public void Placeholder() => _placeholders.Add(1);

    public void Rebuilt() => _rebuilt.Add(1);

    public void Attempted() => _attempts.Add(1);

    public void Blanked(long rows) => _blanked.Add(rows);

    /// <summary>Says how many are open, as the recovery has just counted them.</summary>
    public void Open(long unknown, long exceptions)
    {
        Interlocked.Exchange(ref _unknown, unknown);
        Interlocked.Exchange(ref _exceptions, exceptions);
    }

    /// <summary>A state as metrics and endpoints name it: <c>not-applied</c>.</summary>
    public static string Label(OperationState state) => state == OperationState.NotApplied ? "not-applied" : state.ToString().ToLowerInvariant();

    private static string Label(ClaimStatus status) => status switch
    {
        ClaimStatus.KeyTaken => "key-taken",
        ClaimStatus.LaneTaken => "lane-taken",
        ClaimStatus.LaneBlocked => "lane-blocked",
        ClaimStatus.QueueFull => "queue-full",
        _ => status.ToString().ToLowerInvariant(),
    };
}
