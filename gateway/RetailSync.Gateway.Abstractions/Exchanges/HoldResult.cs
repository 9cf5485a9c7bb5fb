namespace RetailSync.Gateway;

/// <summary>What came of waiting for the whole of an upstream's answer.</summary>
public enum HoldResult
{
    /// <summary>It is in <see cref="Exchange.ResponseBody"/>, and nothing of it has been sent.</summary>
    Held,

    /// <summary>It is longer than asked for. It will stream from its first byte, as if nobody had asked.</summary>
    TooLong,

    /// <summary>The budget for bodies in memory has no room. It will stream from its first byte, as if nobody had asked.</summary>
    NoRoom,

    /// <summary>The upstream broke off, or sent nothing for too long.</summary>
    Broken,
}
