namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// A pattern of a schema (ECMA-262, not anchored) ready to judge texts as UTF-8. Immutable, so safe to share between threads.
/// </summary>
/// <remarks>
/// The simplest become a <see cref="RunMatcher"/>. Nearly every other pattern becomes a deterministic automaton: one table look-up per character, nothing allocated. One whose automaton would be too large is
/// walked step by step, still in linear time. Lookaround is taken apart into several such patterns where it can be. What is left needs backtracking: it
/// has a time limit and says so in <see cref="IsBounded"/>.
/// </remarks>
internal sealed class CompiledPattern
{
    private readonly Automaton? _automaton;
    private readonly PatternMatcher _matcher;

    private CompiledPattern(PatternMatcher matcher)
    {
        _matcher = matcher;
        _automaton = matcher as Automaton;
    }

    /// <summary>
    /// Whether judging takes time linear in the text, for every text. False when only backtracking can judge the pattern: then a
    /// text may leave it undecided, and a registry does well to refuse it.
    /// </summary>
    internal bool IsBounded => _matcher.IsBounded;

    /// <summary>How the pattern is judged; for tests and measurements.</summary>
    internal PatternMatcher Matcher => _matcher;

    /// <summary>Makes a pattern ready, or returns null and says what is wrong with it and where.</summary>
    internal static CompiledPattern? Compile(string pattern, out string? fault)
    {
        if (!EcmaPattern.TryParse(pattern, out var root, out fault))
        {
            return null;
        }

        return MatcherOf(root!, out fault) is { } matcher ? new CompiledPattern(matcher) : null;
    }

    /// <summary>Whether the pattern occurs in the text, which is well-formed UTF-8. A text that leaves it undecided does not match.</summary>
    internal bool IsMatch(ReadOnlySpan<byte> utf8) => _automaton?.IsMatch(utf8) ?? _matcher.Judge(utf8) == PatternVerdict.Matches;

    /// <summary>What the pattern says of the text, which is well-formed UTF-8.</summary>
    internal PatternVerdict Judge(ReadOnlySpan<byte> utf8) => _matcher.Judge(utf8);

    /// <summary>The same, and takes steps from a budget: beyond it the text is given up.</summary>
    internal PatternVerdict Judge(ReadOnlySpan<byte> utf8, ref long steps) => _matcher.Judge(utf8, ref steps);

    private static PatternMatcher? MatcherOf(PatternNode root, out string? fault)
    {
        fault = null;
        if (PatternTraits.Any(root, node => node is PatternNode.BackReference))
        {
            return new BacktrackingMatcher(root);
        }

        if (!PatternTraits.Any(root, node => node is PatternNode.Look look && !Glance.TryRead(look, out _, out _)))
        {
            return BoundedMatcherOf(root, out fault);
        }

        if (!PatternSplitter.TrySplit(root, out var parts))
        {
            return new BacktrackingMatcher(root);
        }

        var matchers = new List<(PatternMatcher Matcher, bool Negated)>(parts.Count);
        foreach (var (part, negated) in parts)
        {
            if (MatcherOf(part, out fault) is not { } matcher)
            {
                return null;
            }

            matchers.Add((matcher, negated));
        }

        var conjunction = new ConjunctionMatcher([.. matchers]);
        return conjunction.IsBounded ? conjunction : new BacktrackingMatcher(root);
    }

    private static PatternMatcher? BoundedMatcherOf(PatternNode root, out string? fault)
    {
        fault = null;
        if (RunMatcher.TryBuild(root) is { } run)
        {
            return run;
        }

        if (PatternProgramBuilder.Build(root, out fault) is not { } program)
        {
            return null;
        }

        if (AutomatonBuilder.TryBuild(program) is { } automaton)
        {
            return automaton;
        }

        if (program.Count <= PatternLimits.WalkedSteps)
        {
            return new ProgramWalker(program);
        }

        fault = "The pattern is too large to be judged safely: its counted repetitions multiply. Use smaller counts, or 'maxLength' beside the pattern.";
        return null;
    }
}
