namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>What is known of the code point that comes next.</summary>
internal enum Ahead
{
    /// <summary>Nothing: whatever asks for it must wait.</summary>
    Unknown,

    /// <summary>There is none.</summary>
    End,

    /// <summary>It is a word character.</summary>
    Word,

    /// <summary>It is not a word character.</summary>
    NotWord,
}
