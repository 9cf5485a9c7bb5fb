namespace RetailSync.Contracts.Compare.Output;

/// <summary>A change that an API's owners accept for a while. Immutable.</summary>
/// <param name="Fingerprint">The fingerprint of the change, as a report shows it.</param>
/// <param name="Reason">Why it may be.</param>
/// <param name="Expires">The last day on which it is accepted.</param>
/// <param name="Location">Where the acceptance is written, as <c>file:line:column</c>.</param>
public sealed record AcceptedChange(string Fingerprint, string Reason, DateOnly Expires, string Location);
