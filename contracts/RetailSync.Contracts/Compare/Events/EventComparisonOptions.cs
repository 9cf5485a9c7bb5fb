namespace RetailSync.Contracts.Compare.Events;

/// <summary>How versions of an event's schema are compared.</summary>
public sealed record EventComparisonOptions
{
    /// <summary>Who must get along with whose data. Default: readers of the new version with data of the old.</summary>
    public Compatibility Compatibility { get; init; } = Compatibility.Backward;

    /// <summary>Whether the newest version is held against every older one, and not only against the one before it. Default: no.</summary>
    public bool IsTransitive { get; init; }

    /// <summary>
    /// Whether an open object is taken at its word: data of the other version may carry any property under any name, so that adding an optional one
    /// breaks. Default: no, nobody is assumed to have sent a property before it was described.
    /// </summary>
    public bool IsStrict { get; init; }
}
