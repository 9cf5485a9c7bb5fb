using System.Buffers.Binary;

namespace RetailSync.Testing;

/// <summary>An HTTP/2 frame as it came over the wire.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Stream">Its stream; 0 for the connection.</param>
/// <param name="Payload">Its payload, padding included.</param>
public sealed record Http2Frame(Http2FrameType Type, Http2Flags Flags, int Stream, byte[] Payload)
{
    /// <summary>The error code of a RST_STREAM or GOAWAY, such as 11 for ENHANCE_YOUR_CALM; null on other frames.</summary>
    public int? ErrorCode => Type switch
    {
        Http2FrameType.Reset => BinaryPrimitives.ReadInt32BigEndian(Payload),
        Http2FrameType.GoAway => BinaryPrimitives.ReadInt32BigEndian(Payload.AsSpan(4)),
        _ => null,
    };

    /// <summary>Whether a bit is set.</summary>
    public bool Has(Http2Flags flag) => (Flags & flag) == flag;
}
