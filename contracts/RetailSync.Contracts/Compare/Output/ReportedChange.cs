namespace RetailSync.Contracts.Compare.Output;

/// <summary>A change as it is reported: weighed by the API's own policy, and accepted or not. Immutable.</summary>
/// <param name="Change">What was found.</param>
/// <param name="Level">How much it matters here: the rule's level, or the one that the policy sets in its place.</param>
/// <param name="Accepted">Why it is accepted all the same; null when it is not, or no longer.</param>
public sealed record ReportedChange(Change Change, ChangeLevel Level, AcceptedChange? Accepted);
