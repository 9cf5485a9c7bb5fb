namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>The places a pattern can ask for (ECMA-262 section 22.2.1, Assertion).</summary>
internal enum EdgeKind
{
    /// <summary><c>^</c>: before the first code point.</summary>
    Start,

    /// <summary><c>$</c>: after the last code point, never before a last line feed.</summary>
    End,

    /// <summary><c>\b</c>: a word character on one side only.</summary>
    Word,

    /// <summary><c>\B</c>: a word character on both sides or on neither.</summary>
    NotWord,
}
