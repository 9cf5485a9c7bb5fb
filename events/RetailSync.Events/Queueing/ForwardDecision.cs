using System.Globalization;
using RetailSync.Gateway;

namespace RetailSync.Events.Queueing;

/// <summary>Decides what follows from the answer to a forwarded change. Pure.</summary>
internal static class ForwardDecision
{
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(1);

    /// <summary>Judges an answer.</summary>
    /// <param name="answer">What came back through the pipeline.</param>
    /// <param name="reject">Statuses that refuse for good, against the rule.</param>
    /// <param name="release">Statuses after which nothing was done, against the rule.</param>
    /// <param name="isTooOld">Whether it has been tried for long enough: what would be tried again has failed then.</param>
    public static ForwardVerdict Of(PipelineAnswer answer, IReadOnlyList<int> reject, IReadOnlyList<int> release, bool isTooOld)
    {
        var verdict = answer.IsUpstream ? OfSystem(answer, reject, release) : OfGateway(answer);
        return verdict.State == OperationState.Queued && isTooOld ? verdict with { State = OperationState.NotApplied, Reason = $"It was tried for too long. {verdict.Reason}" } : verdict;
    }

    private static ForwardVerdict OfSystem(PipelineAnswer answer, IReadOnlyList<int> reject, IReadOnlyList<int> release)
    {
        var said = $"The system answered {answer.Status}.";
        var finality = reject.Contains(answer.Status) ? FinalityKind.Refused : release.Contains(answer.Status) ? FinalityKind.Released : Finality.Of(answer.Status);

        // After an attempt that may have been carried out, a refusal for now or a conflict may be due to that very attempt.
        if (answer.MayHaveBeenSentBefore && (finality == FinalityKind.Released || answer.Status == 409))
        {
            return new ForwardVerdict(OperationState.Unknown, IsDown: true, said);
        }

        return finality switch
        {
            FinalityKind.Applied => new ForwardVerdict(OperationState.Done),
            FinalityKind.Refused => new ForwardVerdict(OperationState.Rejected, Reason: said),

            // 401, 407, 421 and 429 are about us, and so about everything that we send; the others about the one thing.
            FinalityKind.Released => new ForwardVerdict(OperationState.Queued, answer.Status is 401 or 407 or 421 or 429 or >= 500, said, Wish(answer)),
            _ => new ForwardVerdict(OperationState.Unknown, IsDown: true, said),
        };
    }

    private static ForwardVerdict OfGateway(PipelineAnswer answer)
    {
        var said = $"{answer.ProblemType ?? "problem"}: the gateway answered {answer.Status}.";
        if (answer.MayHaveBeenSent)
        {
            return new ForwardVerdict(OperationState.Unknown, IsDown: true, said);
        }

        // 429 is the consumer's own quota: others on the route have theirs.
        return answer.Status is >= 500 or 408 or 425 or 429
            ? new ForwardVerdict(OperationState.Queued, answer.Status != 429, said, Wish(answer))
            : new ForwardVerdict(OperationState.Rejected, Reason: said);
    }

    private static TimeSpan? Wish(PipelineAnswer answer) =>
        int.TryParse(answer.Header("Retry-After"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds < LongestWish.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestWish
            : null;
}
