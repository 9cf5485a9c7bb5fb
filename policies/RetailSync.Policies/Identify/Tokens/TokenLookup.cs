namespace RetailSync.Policies.Identify;

/// <summary>Where a token was found: a label of the metric.</summary>
internal enum TokenLookup
{
    /// <summary>The connection had brought it before.</summary>
    Connection,

    /// <summary>It was in the cache.</summary>
    Cache,

    /// <summary>It had to be validated.</summary>
    Miss,
}
