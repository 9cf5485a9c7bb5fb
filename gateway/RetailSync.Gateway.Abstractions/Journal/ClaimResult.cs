namespace RetailSync.Gateway;

/// <summary>The answer to a claim. Immutable.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="Known">The operation that stands in the way; null when granted or unavailable.</param>
/// <param name="Reason">Why nothing can be written, for those who operate the gateway; null otherwise.</param>
public sealed record ClaimResult(ClaimStatus Status, KnownOperation? Known = null, string? Reason = null)
{
    /// <summary>The intent is on disk.</summary>
    public static ClaimResult Granted { get; } = new(ClaimStatus.Granted);
}
