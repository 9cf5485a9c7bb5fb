namespace RetailSync.Contracts.Compare;

/// <summary>What a comparison of two versions found.</summary>
/// <param name="Changes">The changes, in the order of the operations in the old document, then of those that are new.</param>
/// <param name="Undecided">
/// Plain sentences on what could not be decided, such as a reference into another file. As long as this is not empty, no errors does not mean none.
/// </param>
public sealed record Comparison(IReadOnlyList<Change> Changes, IReadOnlyList<string> Undecided);
