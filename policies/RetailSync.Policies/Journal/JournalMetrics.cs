using System.Diagnostics;
using System.Diagnostics.Metrics;
using RetailSync.Gateway;

namespace RetailSync.Policies.Journal;

/// <summary>What is claimed and how it ends.</summary>
internal sealed class JournalMetrics
{
    private readonly Counter<long> _claims;
    private readonly Counter<long> _settled;

    public JournalMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("RetailSync.Policies");
        _claims = meter.CreateCounter<long>("retailsync.journal.claims", "{change}", "Attempts to write a change down, by what came of them: granted, key-taken, lane-taken, lane-blocked, queue-full or unavailable.");
        _settled = meter.CreateCounter<long>("retailsync.journal.settled", "{change}", "Changes that were written down, by how they ended: done, rejected, not-applied, unknown; or failed, when that could not be written.");
    }

    public void Claimed(ClaimStatus status) => _claims.Add(1, new KeyValuePair<string, object?>("result", status switch
    {
        ClaimStatus.Granted => "granted",
        ClaimStatus.KeyTaken => "key-taken",
        ClaimStatus.LaneTaken => "lane-taken",
        ClaimStatus.LaneBlocked => "lane-blocked",
        ClaimStatus.Unavailable => "unavailable",
        ClaimStatus.QueueFull => "queue-full",
        _ => throw new UnreachableException($"Claim status {status} has no label."),
    }));

    public void Settled(OperationState state) => _settled.Add(1, new KeyValuePair<string, object?>("state", state switch
    {
        OperationState.Done => "done",
        OperationState.Rejected => "rejected",
        OperationState.NotApplied => "not-applied",
        OperationState.Unknown => "unknown",
        _ => throw new UnreachableException($"No change is settled as {state}."),
    }));

    public void NotSettled() => _settled.Add(1, new KeyValuePair<string, object?>("state", "failed"));
}
