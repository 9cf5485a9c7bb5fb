namespace RetailSync.Policies.Judging;

/// <summary>Whether a body could be taken out of its content coding.</summary>
internal enum PlainBodyResult
{
    /// <summary>It could.</summary>
    Plain,

    /// <summary>It has more bytes than are allowed, or swells more than is allowed.</summary>
    TooLong,

    /// <summary>The coding is not known here.</summary>
    UnknownCoding,

    /// <summary>It is not written in the coding that it names.</summary>
    Broken,
}
