using System.Diagnostics;

namespace RetailSync.Gateway;

/// <summary>
/// Places where the fault suite ends the process at once, as a crash would. The calls exist only in builds with the constant FAULTS (<c>-p:Faults=true</c>). There, the
/// environment variable <see cref="Variable"/> names the place and, after a colon, at which passage it crashes: <c>after-intent:37</c>; default the first. Safe to call from many threads.
/// </summary>
public static class CrashPoints
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "RETAILSYNC_CRASH_AT";

    /// <summary>The intent is on disk; nothing else has happened.</summary>
    public const string AfterIntent = "after-intent";

    /// <summary>The next thing would be to send the request to its system.</summary>
    public const string BeforeSend = "before-send";

    /// <summary>The system's answer has come; nothing is written down.</summary>
    public const string AfterSend = "after-send";

    /// <summary>The outcome and its events are about to be handed to the store.</summary>
    public const string BeforeOutcome = "before-outcome";

    /// <summary>The outcome and its events are on disk; the client has heard nothing.</summary>
    public const string AfterOutcome = "after-outcome";

    private static readonly (string Point, int Passage) Wanted = Read(Environment.GetEnvironmentVariable(Variable));
    private static int _passages;

    /// <summary>Every place, in the order in which a change passes them.</summary>
    public static IReadOnlyList<string> All { get; } = [AfterIntent, BeforeSend, AfterSend, BeforeOutcome, AfterOutcome];

    /// <summary>Passes a place: ends the process when it is the one that was asked for.</summary>
    [Conditional("FAULTS")]
    public static void Pass(string point)
    {
        if (point == Wanted.Point && Interlocked.Increment(ref _passages) == Wanted.Passage)
        {
            Environment.FailFast($"Asked to crash {point}.");
        }
    }

    private static (string Point, int Passage) Read(string? text) =>
        text?.Split(':') switch
        {
            [var point] => (point, 1),
            [var point, var passage] when int.TryParse(passage, out var number) => (point, number),
            _ => ("", 0),
        };
}
