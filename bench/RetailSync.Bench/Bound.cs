namespace RetailSync.Bench;

/// <summary>What is promised of a candidate's figure, as a ratio to the baseline's.</summary>
/// <param name="Candidate">Whose figure.</param>
/// <param name="Limit">The bound.</param>
/// <param name="IsUpper">Whether the bound is an upper one.</param>
internal sealed record Bound(string Candidate, double Limit, bool IsUpper);
