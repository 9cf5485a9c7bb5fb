using System.Buffers.Text;

namespace RetailSync.Bench.Load;

/// <summary>As much of HTTP/1.1 as is needed to know where an answer ends and whether it went well.</summary>
internal static class HttpAnswer
{
    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    /// <summary>Whether <paramref name="received"/> holds a whole answer.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> received, out int status)
    {
        status = 0;
        var headLength = received.IndexOf(HeadEnd);
        if (headLength < 0 || received.Length < 12)
        {
            return false;
        }

        _ = Utf8Parser.TryParse(received.Slice(9, 3), out status, out _);
        var head = received[..(headLength + 2)];
        var body = received[(headLength + 4)..];
        var length = Find(head, "\r\nContent-Length: "u8, "\r\ncontent-length: "u8);
        if (length >= 0)
        {
            return Utf8Parser.TryParse(head[length..], out int bytes, out _) && body.Length >= bytes;
        }

        // Without a length the body is chunked, and no JSON text holds the bytes of the last chunk.
        return status is 204 or 304 || body.EndsWith("0\r\n\r\n"u8);
    }

    private static int Find(ReadOnlySpan<byte> head, ReadOnlySpan<byte> usual, ReadOnlySpan<byte> lower)
    {
        var at = head.IndexOf(usual);
        at = at >= 0 ? at : head.IndexOf(lower);
        return at >= 0 ? at + usual.Length : -1;
    }
}
