namespace RetailSync.Faults.Network;

/// <summary>How an <see cref="UnkindProxy"/> treats its connections.</summary>
internal enum NetworkMood
{
    /// <summary>Everything passes.</summary>
    Kind,

    /// <summary>Everything passes, some bytes at a time.</summary>
    Slow,

    /// <summary>No reply passes. On every second connection no request does either.</summary>
    Hanging,

    /// <summary>After the first bytes of a reply this end is closed, while the other stays open.</summary>
    HalfClosed,
}
