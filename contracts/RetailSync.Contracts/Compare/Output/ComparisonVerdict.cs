namespace RetailSync.Contracts.Compare.Output;

/// <summary>What a comparison comes to.</summary>
public enum ComparisonVerdict
{
    /// <summary>Nothing that counts breaks.</summary>
    Compatible,

    /// <summary>Something breaks.</summary>
    Breaking,

    /// <summary>Nothing was found to break, but not everything could be compared.</summary>
    Undecided,
}
