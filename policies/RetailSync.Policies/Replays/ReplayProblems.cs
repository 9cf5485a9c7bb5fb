using System.Globalization;
using RetailSync.Gateway;

namespace RetailSync.Policies.Replays;

/// <summary>The refusals that tell of operations. None of them tells anything of what is stored.</summary>
internal static class ReplayProblems
{
    /// <summary>Where an operation is told of.</summary>
    public static string LocationOf(Guid operation) => $"/operations/{operation:D}";

    public static Problem Unavailable(string? reason) =>
        Later(new Problem(ProblemTypes.JournalUnavailable, "The change could not be written down. Nothing was sent on.") { Reason = reason }, TimeSpan.FromSeconds(2));

    public static Problem Unknown(Guid operation, TimeSpan retryAfter, string? reason) =>
        Later(new Problem(ProblemTypes.OutcomeUnknown, "The request was sent, and it is not known whether the change was made.") { Reason = reason }.With("Location", LocationOf(operation)), retryAfter);

    public static Problem Pending(Guid operation) =>
        Later(new Problem(ProblemTypes.OutcomePending, "What became of the earlier call with this key is not known yet.").With("Location", LocationOf(operation)), TimeSpan.FromSeconds(5));

    public static Problem InFlight() => Later(new Problem(ProblemTypes.IdempotencyInFlight, "Another call with this key has not been answered yet."), TimeSpan.FromSeconds(1));

    public static Problem Mismatch() => new(ProblemTypes.IdempotencyMismatch, "This key was used for a request that said something else.");

    public static Problem Blocked(Guid operation) =>
        new Problem(ProblemTypes.KeyBlocked, "An earlier change of the same thing has an unknown outcome.").With("Location", LocationOf(operation));

    public static Problem LaneFull(string why) => Later(new Problem(ProblemTypes.LaneFull, why), TimeSpan.FromSeconds(1));

    public static Problem QueueFull() => Later(new Problem(ProblemTypes.LaneFull, "As many changes wait for this system, or for this one thing in it, as may."), TimeSpan.FromSeconds(10));

    private static Problem Later(Problem problem, TimeSpan retryAfter) =>
        problem.With("Retry-After", Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
}
