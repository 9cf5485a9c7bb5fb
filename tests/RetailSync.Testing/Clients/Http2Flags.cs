using System.Diagnostics.CodeAnalysis;

namespace RetailSync.Testing;

/// <summary>The flags of HTTP/2 frames. What a bit means depends on the frame's type.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "They are called flags (RFC 9113, section 4.1).")]
public enum Http2Flags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>On DATA and HEADERS: nothing more comes on this stream. On SETTINGS and PING the same bit is an acknowledgement.</summary>
    EndStream = 1,

    /// <summary>On HEADERS and CONTINUATION: the header block ends here.</summary>
    EndHeaders = 4,

    /// <summary>On DATA and HEADERS: the payload is padded.</summary>
    Padded = 8,

    /// <summary>On HEADERS: the payload begins with a priority.</summary>
    Priority = 32,
}
