namespace RetailSync.Gateway;

/// <summary>Something that was done to the gateway as a whole. Immutable.</summary>
/// <param name="At">When.</param>
/// <param name="Action">What: <c>config.reload</c>, <c>plugin.release</c>, <c>operation.applied</c>, <c>operation.not-applied</c>, <c>operation.retry</c> or <c>operation.erase</c>.</param>
/// <param name="Subject">What it was done to: a revision, or the id of a plugin, an operation or an erasure.</param>
/// <param name="Outcome">What came of it: <c>applied</c> or <c>refused</c>.</param>
public sealed record OperatorAction(DateTimeOffset At, string Action, string Subject, string Outcome);
