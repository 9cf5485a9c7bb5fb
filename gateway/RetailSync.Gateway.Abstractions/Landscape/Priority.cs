namespace RetailSync.Gateway;

/// <summary>What is given up first when a system behind the gateway is at its limit, lowest first.</summary>
public enum Priority
{
    /// <summary>Feeds, exports and imports: whatever nobody waits for.</summary>
    Bulk = 0,

    /// <summary>Catalogue and profile traffic; what a route is unless it says otherwise.</summary>
    Normal = 1,

    /// <summary>Orders.</summary>
    High = 2,

    /// <summary>Taking money and reserving stock.</summary>
    Critical = 3,
}
