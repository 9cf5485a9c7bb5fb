namespace RetailSync.Events.Operations;

/// <summary>A person's decision as it is shown. Immutable.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Decision">What.</param>
/// <param name="Reason">Why.</param>
internal sealed record DecisionLine(DateTimeOffset At, string By, string Decision, string Reason);
