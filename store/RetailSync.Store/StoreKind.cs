namespace RetailSync.Store;

/// <summary>The databases that a store can be.</summary>
public enum StoreKind
{
    /// <summary>A SQLite file that one process owns.</summary>
    Sqlite,

    /// <summary>PostgreSQL, shared by several gateways.</summary>
    Postgres,
}
