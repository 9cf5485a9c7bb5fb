namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>What a pattern says of one text.</summary>
internal enum PatternVerdict
{
    /// <summary>The pattern does not occur in the text.</summary>
    Differs,

    /// <summary>The pattern occurs in the text.</summary>
    Matches,

    /// <summary>The time limit passed before it was known; only a pattern that is not bounded can give up.</summary>
    GaveUp,
}
