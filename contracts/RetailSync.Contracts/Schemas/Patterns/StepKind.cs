namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>What a <see cref="Step"/> does.</summary>
internal enum StepKind : byte
{
    /// <summary>The pattern has matched.</summary>
    Match,

    /// <summary>Takes one code point out of the set numbered <see cref="Step.Other"/>.</summary>
    Take,

    /// <summary>Goes on in two places.</summary>
    Fork,

    /// <summary>Goes on before the first code point only.</summary>
    Start,

    /// <summary>Goes on after the last code point only.</summary>
    End,

    /// <summary>Goes on between a word character and something else.</summary>
    Word,

    /// <summary>Goes on where <see cref="Word"/> does not.</summary>
    NotWord,

    /// <summary>Goes on where the <see cref="Glance"/> numbered <see cref="Step.Other"/> holds of the code point before.</summary>
    Behind,

    /// <summary>Goes on where the <see cref="Glance"/> numbered <see cref="Step.Other"/> holds of the code point after.</summary>
    Ahead,
}
