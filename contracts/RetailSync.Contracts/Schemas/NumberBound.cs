namespace RetailSync.Contracts.Schemas;

/// <summary>A bound of a range.</summary>
/// <param name="Keyword">The keyword that sets it.</param>
/// <param name="Value">Where it lies.</param>
/// <param name="IsExclusive">Whether the bound itself is outside.</param>
internal sealed record NumberBound(string Keyword, ExactNumber Value, bool IsExclusive);
