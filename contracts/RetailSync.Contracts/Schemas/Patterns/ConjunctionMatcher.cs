namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>Matches when each of its parts does, or does not where that is asked. Immutable, so safe to share between threads.</summary>
internal sealed class ConjunctionMatcher : PatternMatcher
{
    private readonly (PatternMatcher Matcher, bool Negated)[] _parts;

    internal ConjunctionMatcher(params (PatternMatcher Matcher, bool Negated)[] parts) => _parts = parts;

    internal override bool IsBounded => _parts.All(part => part.Matcher.IsBounded);

    internal override PatternVerdict Judge(ReadOnlySpan<byte> utf8)
    {
        var steps = long.MaxValue;
        return Judge(utf8, ref steps);
    }

    internal override PatternVerdict Judge(ReadOnlySpan<byte> utf8, ref long steps)
    {
        foreach (var (matcher, negated) in _parts)
        {
            var refuting = negated ? PatternVerdict.Matches : PatternVerdict.Differs;
            var verdict = matcher.Judge(utf8, ref steps);
            if (verdict == refuting || verdict == PatternVerdict.GaveUp)
            {
                return verdict == refuting ? PatternVerdict.Differs : verdict;
            }
        }

        return PatternVerdict.Matches;
    }
}
