using RetailSync.Gateway;

namespace RetailSync.Policies.Judging;

/// <summary>A body that is to be judged after its exchange has ended.</summary>
/// <param name="Message">Which message it is of.</param>
/// <param name="Judge">What judges it.</param>
/// <param name="ContentType">Its content type.</param>
/// <param name="Coding">Its content coding.</param>
/// <param name="Body">The body, which is disposed afterwards.</param>
/// <param name="MaxBytes">How many bytes it may have without coding.</param>
/// <param name="AllowedOwners">Which owners' fields it may author, as bits; all for an answer.</param>
internal sealed record JudgementTask(JudgedMessage Message, IBodyJudge Judge, string? ContentType, string? Coding, IHeldBody Body, int MaxBytes, ulong AllowedOwners);
