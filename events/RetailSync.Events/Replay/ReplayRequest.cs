using System.Text.Json.Serialization;
using RetailSync.Events.Log;
using RetailSync.Gateway;

namespace RetailSync.Events.Replay;

/// <summary>Which events are to be sent again. Immutable.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReplayRequest
{
    /// <summary>Types; an asterisk at the end stands for any rest. Default: all that the subscription wants.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Keys; an asterisk at the end stands for any rest. Default: all that the subscription wants.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The first place in the log. Default: its beginning.</summary>
    public long? FromSeq { get; init; }

    /// <summary>The last place in the log. Default: its end when the replay is asked for.</summary>
    public long? ToSeq { get; init; }

    /// <summary>Only events recorded at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only events recorded before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only counts.</summary>
    public bool DryRun { get; init; }

    /// <summary>How many are sent in a second at most. 1 to 1,000; default 50.</summary>
    public int RatePerSecond { get; init; } = 50;

    /// <summary>Why. 1 to 500 characters; kept with the replay.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Adds every fault.</summary>
    public void Check(ICollection<ProblemError> faults)
    {
        Expect(Types.Count <= 50 && Types.All(EventFilter.IsPattern), "/types", "must be up to 50 names; an asterisk may stand at the end of each.", faults);
        Expect(Keys.Count <= 50 && Keys.All(EventFilter.IsPattern), "/keys", "must be up to 50 keys; an asterisk may stand at the end of each.", faults);
        Expect(FromSeq is null or >= 0 && ToSeq is null or >= 0 && !(FromSeq > ToSeq), "/fromSeq", "must be a place in the log, not behind toSeq.", faults);
        Expect(!(From >= To), "/from", "must be before to.", faults);
        Expect(RatePerSecond is >= 1 and <= 1_000, "/ratePerSecond", "must be 1 to 1,000.", faults);
        Expect(DryRun || Reason.Trim().Length is > 0 and <= 500, "/reason", "must have 1 to 500 characters: it is kept with the replay.", faults);
    }

    /// <summary>Whether an event is to be sent again.</summary>
    public bool Matches(EventHead head) =>
        new EventFilter { Types = Types, Keys = Keys }.Matches(head) && !head.IsPlaceholder && !(head.RecordedAt < From) && !(head.RecordedAt >= To);

    private static void Expect(bool holds, string at, string otherwise, ICollection<ProblemError> faults)
    {
        if (!holds)
        {
            faults.Add(new ProblemError(at, null, otherwise));
        }
    }
}
