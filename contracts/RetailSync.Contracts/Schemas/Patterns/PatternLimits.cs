namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>How large a pattern may be. Each limit bounds memory or time that one contract can take.</summary>
internal static class PatternLimits
{
    /// <summary>Longest pattern, in UTF-16 code units.</summary>
    internal const int Length = 4_096;

    /// <summary>Deepest nesting of groups.</summary>
    internal const int Depth = 64;

    /// <summary>Most steps after counted repetitions are written out, so that <c>(a{1000}){1000}</c> is refused.</summary>
    internal const int Steps = 50_000;

    /// <summary>Most kinds of code point that a pattern may tell apart.</summary>
    internal const int Classes = 1_024;

    /// <summary>Most cells in the table of an automaton: 128 KB.</summary>
    internal const int Cells = 65_536;

    /// <summary>Most steps that building one automaton may visit, a few milliseconds of work.</summary>
    internal const int Work = 500_000;

    /// <summary>Most steps of a program that is walked because its automaton would be too large: each may be visited once per code point.</summary>
    internal const int WalkedSteps = 2_000;

    /// <summary>How long a pattern that can only be judged by backtracking may take on one text.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
}
