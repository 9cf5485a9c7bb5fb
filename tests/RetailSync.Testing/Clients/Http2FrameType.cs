namespace RetailSync.Testing;

/// <summary>The types of HTTP/2 frames (RFC 9113, section 6). Any other byte can be sent as a cast.</summary>
public enum Http2FrameType : byte
{
    /// <summary>A part of a body.</summary>
    Data = 0,

    /// <summary>Opens a stream.</summary>
    Headers = 1,

    /// <summary>Deprecated, still allowed.</summary>
    Priority = 2,

    /// <summary>Ends a stream at once.</summary>
    Reset = 3,

    /// <summary>Settings, or their acknowledgement.</summary>
    Settings = 4,

    /// <summary>Only servers may send it.</summary>
    PushPromise = 5,

    /// <summary>A ping, or its acknowledgement.</summary>
    Ping = 6,

    /// <summary>Ends the connection.</summary>
    GoAway = 7,

    /// <summary>Allows more bytes.</summary>
    WindowUpdate = 8,

    /// <summary>The rest of a header block.</summary>
    Continuation = 9,
}
