namespace RetailSync.Bench.RawYarp;

/// <summary>What stands before the proxy.</summary>
internal enum RawYarpVariant
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>What the framework offers for the same duties: JwtBearer, a scope policy, two fixed windows.</summary>
    Stock,
}
