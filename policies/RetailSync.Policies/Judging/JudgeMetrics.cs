using System.Diagnostics.Metrics;

namespace RetailSync.Policies.Judging;

/// <summary>What is counted of judgements. Sound messages are counted too, so that shares can be told.</summary>
internal sealed class JudgeMetrics
{
    private readonly Counter<long> _messages;
    private readonly Counter<long> _unjudged;

    public JudgeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("RetailSync.Policies");
        _messages = meter.CreateCounter<long>("retailsync.contract.messages", "{message}", "Messages that were held against their contract, by side, verdict and what followed.");
        _unjudged = meter.CreateCounter<long>("retailsync.contract.unjudged", "{message}", "Messages that were to be held against their contract and were not, by side and reason.");
    }

    /// <summary>A message was judged.</summary>
    /// <param name="side">request or response.</param>
    /// <param name="verdict">sound, unsound, malformed, undecided, not-the-owner.</param>
    /// <param name="mode">observe or enforce.</param>
    /// <param name="system">The system.</param>
    public void Judged(string side, string verdict, JudgeMode mode, string system) => _messages.Add(
        1, new("side", side), new("verdict", verdict), new("mode", mode == JudgeMode.Enforce ? "enforce" : "observe"), new("system", system));

    /// <summary>A message was not judged.</summary>
    /// <param name="side">request or response.</param>
    /// <param name="reason">too-long, no-room, coding, queue-full.</param>
    /// <param name="system">The system.</param>
    public void Unjudged(string side, string reason, string system) => _unjudged.Add(1, new("side", side), new("reason", reason), new("system", system));
}
