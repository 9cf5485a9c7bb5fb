namespace RetailSync.Bench.Delivery;

/// <summary>What a subscriber does with the events of its one bad key.</summary>
internal enum Ailment
{
    /// <summary>It takes them like all others.</summary>
    None,

    /// <summary>It answers 500.</summary>
    Refuses,

    /// <summary>It does not answer at all.</summary>
    Hangs,
}
