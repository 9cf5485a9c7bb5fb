namespace RetailSync.Contracts.Schemas;

/// <summary>What came of holding a value against a schema.</summary>
internal enum SchemaVerdict
{
    /// <summary>The schema allows it.</summary>
    Valid,

    /// <summary>The schema forbids it.</summary>
    Invalid,

    /// <summary>It is no JSON text (RFC 8259), too deep, or an object has a name twice.</summary>
    NotJson,

    /// <summary>It could not be decided within the budget of steps.</summary>
    GaveUp,
}
