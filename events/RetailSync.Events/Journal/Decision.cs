namespace RetailSync.Events.Journal;

/// <summary>What a person decided about an operation. Immutable.</summary>
/// <param name="By">Who: the consumer's id.</param>
/// <param name="What"><c>applied</c>, <c>not-applied</c> or <c>retry</c>.</param>
/// <param name="Reason">Why, in the person's words.</param>
internal sealed record Decision(string By, string What, string Reason);
