using System.Collections.Frozen;

namespace RetailSync.Policies.Cache;

/// <summary>Whose kept answer to which request is meant. Equal keys may be given each other's answers, as far as <c>Vary</c> allows.</summary>
/// <param name="Plan">The route's plan: another contract, other settings or another route are another plan.</param>
/// <param name="Path">The path as it is matched and forwarded.</param>
/// <param name="Query">The query as it is forwarded.</param>
/// <param name="Consumer">The consumer; null for answers that the contract declares shared.</param>
/// <param name="Scopes">What the caller may do, which the system may be told; null for shared answers.</param>
internal readonly record struct CacheKey(long Plan, string Path, string Query, string? Consumer, FrozenSet<string>? Scopes)
{
    public bool Equals(CacheKey other) =>
        Plan == other.Plan
        && string.Equals(Path, other.Path, StringComparison.Ordinal)
        && string.Equals(Query, other.Query, StringComparison.Ordinal)
        && string.Equals(Consumer, other.Consumer, StringComparison.Ordinal)
        && (ReferenceEquals(Scopes, other.Scopes) || (Scopes is not null && other.Scopes is not null && Scopes.SetEquals(other.Scopes)));

    public override int GetHashCode() => HashCode.Combine(Plan, Path, Query, Consumer, Scopes?.Count);
}
