using System.Diagnostics;
using RetailSync.Gateway;

namespace RetailSync.Events.Resolving;

/// <summary>Decides how the outcome of a change is found out: from what is known, the next step. Pure.</summary>
internal static class ResolverDecision
{
    /// <summary>The first step of an attempt.</summary>
    public static ResolverStep Begin(ResolverState state)
    {
        if (state.Class == UpstreamClass.D)
        {
            return GiveUp("The system offers no way to find out. Look in the system, and decide.");
        }

        if (state.Attempts > state.MaxAttempts || state.Now - state.Since > state.MaxAge)
        {
            return GiveUp($"{state.Attempts - 1} attempts since {state.Since.UtcDateTime:yyyy-MM-dd HH:mm}Z have not brought it to light.");
        }

        return state.Class switch
        {
            UpstreamClass.A => new ResolverStep.Repeat(),
            _ when state.CanLook => new ResolverStep.Look(),
            UpstreamClass.B => GiveUp("No look-up is configured for the operation, or its values cannot be put into it."),
            UpstreamClass.C => GiveUp("There is nothing to compare: the operation has no look-up, and its target is not the thing that it changes."),
            _ => throw new UnreachableException($"Class {state.Class} has no resolver."),
        };
    }

    /// <summary>The next step, after a question was answered.</summary>
    public static ResolverStep Next(ResolverState state, LearntKind learnt) => learnt switch
    {
        LearntKind.Nothing => Later(state, state.AbsentSince, "The system gave no answer that says anything about it."),
        LearntKind.Applied or LearntKind.Found or LearntKind.Contains => new ResolverStep.Settle(OperationState.Done),
        LearntKind.Refused => new ResolverStep.Settle(OperationState.Rejected),

        // 409 is also what a system says while the first request with the same key is still at work.
        LearntKind.Conflict when state.Class == UpstreamClass.A && state.Attempts > 1 && state.Now >= state.Deadline + state.Quiet => new ResolverStep.Settle(OperationState.Rejected),
        LearntKind.Conflict => Later(state, state.AbsentSince, "The system says that it is in conflict, which may be the first request still at work."),
        LearntKind.OtherVersion => Later(state, null, "The thing has another version meanwhile; it is compared next."),
        LearntKind.Absent => AfterQuiet(state, new ResolverStep.Settle(OperationState.NotApplied, "The system does not have it, and it would have arrived by now."), "The system does not have it yet."),
        LearntKind.Unchanged when state.HasGuard && !state.IsResent => new ResolverStep.Repeat(),
        LearntKind.Unchanged => AfterQuiet(state, new ResolverStep.Settle(OperationState.NotApplied, "The thing still has its old version, and it would have changed by now."), "The thing still has its old version."),
        LearntKind.Gone when state.IsDelete => new ResolverStep.Settle(OperationState.Done),
        LearntKind.Gone => AfterQuiet(state, GiveUp("The thing is not there: whether it was changed before it went is not known."), "The thing is not there."),
        LearntKind.Differs => AfterQuiet(state, GiveUp("The thing has other values than the change asked for: it was not applied, or something else has changed it since."), "The thing has other values."),
        _ => throw new UnreachableException($"Nothing follows from {learnt}."),
    };

    private static ResolverStep.Settle GiveUp(string reason) => new(OperationState.Exception, reason);

    // Late arrival: what is not there now may still be on its way. It counts only when it is missing twice, a quiet time apart, and that time after its deadline.
    private static ResolverStep AfterQuiet(ResolverState state, ResolverStep.Settle verdict, string reason)
    {
        if (state.AbsentSince is not { } since || since > state.Now)
        {
            return new ResolverStep.Later((state.Now > state.Deadline ? state.Now : state.Deadline) + state.Quiet, state.Now, reason);
        }

        var due = (since > state.Deadline ? since : state.Deadline) + state.Quiet;
        return state.Now >= due ? verdict : new ResolverStep.Later(due, since, reason);
    }

    private static ResolverStep.Later Later(ResolverState state, DateTimeOffset? absentSince, string reason)
    {
        var seconds = Math.Pow(2, Math.Clamp(state.Attempts - 1, 0, 20));
        return new ResolverStep.Later(state.Now + TimeSpan.FromSeconds(Math.Min(seconds, state.MaxPause.TotalSeconds)), absentSince, reason);
    }
}
