namespace RetailSync.Cli.Guarantee;

/// <summary>Where changes are written down, and what that is worth. Immutable.</summary>
/// <param name="Kind"><c>none</c>, <c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Holds">What holds.</param>
/// <param name="NotCovered">What does not.</param>
internal sealed record StoreGuarantee(string Kind, string Holds, string NotCovered);
