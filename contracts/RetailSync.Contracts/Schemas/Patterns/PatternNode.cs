namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>A pattern as a tree. Immutable, so safe to share between threads.</summary>
/// <remarks>How greedy a repetition is does not matter here: only whether a text matches is asked, never what matched.</remarks>
internal abstract record PatternNode
{
    /// <summary>One code point out of a set.</summary>
    internal sealed record Character(CodePointSet Set) : PatternNode;

    /// <summary>One part after the other; none is the empty text.</summary>
    internal sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>Any one of the choices.</summary>
    internal sealed record Choice(IReadOnlyList<PatternNode> Choices) : PatternNode;

    /// <summary>A body at least and at most so many times; no <paramref name="Most"/> is without end.</summary>
    internal sealed record Repeat(PatternNode Body, int Least, int? Most, bool Lazy) : PatternNode;

    /// <summary>A group that captures, numbered from 1 in the order of its opening bracket.</summary>
    internal sealed record Capture(PatternNode Body, int Number) : PatternNode;

    /// <summary>A place rather than a text.</summary>
    internal sealed record Edge(EdgeKind Kind) : PatternNode;

    /// <summary>A lookahead or lookbehind.</summary>
    internal sealed record Look(PatternNode Body, bool Behind, bool Negated) : PatternNode;

    /// <summary>The text that a group captured.</summary>
    internal sealed record BackReference(int Number) : PatternNode;
}
