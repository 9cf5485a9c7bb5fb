using System.Text;
using System.Text.Unicode;

namespace RetailSync.Contracts.OpenApi.Judging.Contents.Forms;

/// <summary>Takes <c>multipart/form-data</c> apart (RFC 7578; RFC 2046, section 5.1) without copying a part.</summary>
/// <remarks>What two readers could take apart in two ways is refused: a boundary that a line only begins with, a part with two dispositions, a body without its end.</remarks>
internal static class MultipartReader
{
    private const int LongestBoundary = 70;

    /// <summary>The parts in order; what is wrong goes to the reading.</summary>
    public static List<FormValue> Read(string? contentType, ReadOnlyMemory<byte> body, FormReading reading)
    {
        var parts = new List<FormValue>();
        var boundary = new MediaTypeText(contentType).Find("boundary");
        if (boundary.IsEmpty || boundary.Length > LongestBoundary || boundary.ContainsAnyExceptInRange(' ', '~'))
        {
            reading.Malform("The content type has no boundary, or one that is none (RFC 2046, section 5.1.1).");
            return parts;
        }

        var delimiter = Encoding.ASCII.GetBytes($"\r\n--{boundary}");
        if (Open(body, delimiter) is not { } rest)
        {
            reading.Malform("The body does not begin with its boundary.");
            return parts;
        }

        while (!rest.Span.StartsWith("--"u8))
        {
            if (parts.Count == JudgingLimits.Fields)
            {
                reading.Malform($"The body has more than {JudgingLimits.Fields} parts.");
                return parts;
            }

            if (Next(rest, delimiter, reading, out rest) is not { } part)
            {
                return parts;
            }

            parts.Add(part);
        }

        return parts;
    }

    // What stands before the first boundary is for readers of mail (RFC 2046, section 5.1.1).
    private static ReadOnlyMemory<byte>? Open(ReadOnlyMemory<byte> body, byte[] delimiter)
    {
        if (body.Span.StartsWith(delimiter.AsSpan(2)))
        {
            return body[(delimiter.Length - 2)..];
        }

        var at = body.Span.IndexOf(delimiter);
        return at < 0 ? null : body[(at + delimiter.Length)..];
    }

    private static FormValue? Next(ReadOnlyMemory<byte> from, byte[] delimiter, FormReading reading, out ReadOnlyMemory<byte> rest)
    {
        rest = default;
        var padding = from.Span.IndexOfAnyExcept((byte)' ', (byte)'\t');
        from = padding > 0 ? from[padding..] : from;
        if (!from.Span.StartsWith("\r\n"u8))
        {
            reading.Malform("A line begins with the boundary and goes on otherwise, or the body ends without its last boundary.");
            return null;
        }

        var limit = Math.Min(from.Length, JudgingLimits.PartHeadBytes);
        var end = from.Span[..limit].IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            reading.Malform($"A part's head has no end within {JudgingLimits.PartHeadBytes} bytes.");
            return null;
        }

        var head = from[..end];

        // The line break before a boundary belongs to it: that of an empty part is the one that ends the head.
        var content = from[(end + 2)..];
        var close = content.Span.IndexOf(delimiter);
        if (close < 0)
        {
            reading.Malform("The body ends without its last boundary.");
            return null;
        }

        rest = content[(close + delimiter.Length)..];
        return Part(head.Span, close < 2 ? default : content[2..close], reading);
    }

    private static FormValue? Part(ReadOnlySpan<byte> head, ReadOnlyMemory<byte> content, FormReading reading)
    {
        if (!Utf8.IsValid(head))
        {
            reading.Malform("A part's head is no UTF-8.");
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Encoding.UTF8.GetString(head).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !headers.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim()))
            {
                reading.Malform("A line of a part's head is no header, or stands there twice.");
                return null;
            }
        }

        var disposition = new MediaTypeText(headers.GetValueOrDefault("Content-Disposition"));
        if (!disposition.Essence.Equals("form-data", StringComparison.OrdinalIgnoreCase) || Name(disposition) is not { } name)
        {
            reading.Malform("A part has no 'Content-Disposition: form-data' with a name (RFC 7578, section 4.2).");
            return null;
        }

        var isFile = disposition.Has("filename") || disposition.Has("filename*") || headers.GetValueOrDefault("Content-Transfer-Encoding", "binary").ToUpperInvariant() is not ("BINARY" or "8BIT" or "7BIT");
        return new FormValue(name, content, IsEscaped: false, headers.GetValueOrDefault("Content-Type"), isFile, headers.Keys);
    }

    // As browsers write it (HTML standard, section 4.10.21.8), or with the backslash of RFC 9110, section 5.6.4.
    private static string? Name(MediaTypeText disposition) => disposition.Has("name")
        ? disposition.Find("name").ToString().Replace("\\\"", "\"", StringComparison.Ordinal).Replace("%22", "\"", StringComparison.Ordinal).Replace("%0D%0A", "\r\n", StringComparison.OrdinalIgnoreCase)
        : null;
}
