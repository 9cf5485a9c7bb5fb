namespace RetailSync.Contracts.Reading;

/// <summary>How large a document may be before reading it is given up. Aliases count as often as they are used.</summary>
internal sealed record ReadingLimits
{
    public static readonly ReadingLimits Default = new();

    /// <summary>Bytes of the file. Default 32 MB.</summary>
    public int Bytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Levels of mappings and lists. Default 64.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Values in the document. Default 2 million; GitHub's API description, 13 MB, has 258 thousand.</summary>
    public long Nodes { get; init; } = 2_000_000;

    /// <summary>Characters of keys and values. Default 64 million.</summary>
    public long Characters { get; init; } = 64 * 1024 * 1024;
}
