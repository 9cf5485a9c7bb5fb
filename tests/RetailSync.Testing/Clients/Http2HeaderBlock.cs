using System.Text;

namespace RetailSync.Testing;

/// <summary>
/// Header blocks of HTTP/2 (RFC 7541) in their plainest form: every field is a literal that goes into no table, and nothing is Huffman-coded. What is encoded is
/// taken as it stands, well-formed or not, one byte for each character.
/// </summary>
public static class Http2HeaderBlock
{
    // RFC 7541, appendix A. Index 0 is not used.
    private static readonly (string Name, string Value)[] Table =
    [
        ("", ""), (":authority", ""), (":method", "GET"), (":method", "POST"), (":path", "/"), (":path", "/index.html"), (":scheme", "http"), (":scheme", "https"),
        (":status", "200"), (":status", "204"), (":status", "206"), (":status", "304"), (":status", "400"), (":status", "404"), (":status", "500"),
        ("accept-charset", ""), ("accept-encoding", "gzip, deflate"), ("accept-language", ""), ("accept-ranges", ""), ("accept", ""), ("access-control-allow-origin", ""),
        ("age", ""), ("allow", ""), ("authorization", ""), ("cache-control", ""), ("content-disposition", ""), ("content-encoding", ""), ("content-language", ""),
        ("content-length", ""), ("content-location", ""), ("content-range", ""), ("content-type", ""), ("cookie", ""), ("date", ""), ("etag", ""), ("expect", ""),
        ("expires", ""), ("from", ""), ("host", ""), ("if-match", ""), ("if-modified-since", ""), ("if-none-match", ""), ("if-range", ""), ("if-unmodified-since", ""),
        ("last-modified", ""), ("link", ""), ("location", ""), ("max-forwards", ""), ("proxy-authenticate", ""), ("proxy-authorization", ""), ("range", ""), ("referer", ""),
        ("refresh", ""), ("retry-after", ""), ("server", ""), ("set-cookie", ""), ("strict-transport-security", ""), ("transfer-encoding", ""), ("user-agent", ""),
        ("vary", ""), ("via", ""), ("www-authenticate", ""),
    ];

    /// <summary>Encodes fields as they stand.</summary>
    public static byte[] Encode(params IEnumerable<(string Name, string Value)> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        using var block = new MemoryStream();
        foreach (var (name, value) in fields)
        {
            block.WriteByte(0);
            WriteText(block, name);
            WriteText(block, value);
        }

        return block.ToArray();
    }

    /// <summary>Decodes a block of a server that was told to keep no table.</summary>
    /// <exception cref="InvalidDataException">It uses a table or Huffman coding all the same.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Decode(ReadOnlySpan<byte> block)
    {
        var fields = new List<KeyValuePair<string, string>>();
        while (!block.IsEmpty)
        {
            var first = block[0];
            if ((first & 0xE0) == 0x20)
            {
                ReadNumber(ref block, 5);
            }
            else if ((first & 0x80) != 0)
            {
                var (name, value) = Entry(ReadNumber(ref block, 7));
                fields.Add(new(name, value));
            }
            else
            {
                var index = ReadNumber(ref block, (first & 0xC0) == 0x40 ? 6 : 4);
                var name = index == 0 ? ReadText(ref block) : Entry(index).Name;
                fields.Add(new(name, ReadText(ref block)));
            }
        }

        return fields;
    }

    private static (string Name, string Value) Entry(int index) =>
        index > 0 && index < Table.Length ? Table[index] : throw new InvalidDataException($"The header block refers to the entry {index}, which is not in the static table.");

    private static string ReadText(ref ReadOnlySpan<byte> block)
    {
        if ((block[0] & 0x80) != 0)
        {
            throw new InvalidDataException("The header block is Huffman-coded.");
        }

        var length = ReadNumber(ref block, 7);
        var text = Encoding.Latin1.GetString(block[..length]);
        block = block[length..];
        return text;
    }

    private static int ReadNumber(ref ReadOnlySpan<byte> block, int bits)
    {
        var mask = (1 << bits) - 1;
        var value = block[0] & mask;
        block = block[1..];
        for (var shift = 0; value >= mask; shift += 7)
        {
            var next = block[0];
            block = block[1..];
            value += (next & 0x7F) << shift;
            if ((next & 0x80) == 0)
            {
                break;
            }
        }

        return value;
    }

    private static void WriteText(MemoryStream block, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        if (bytes.Length < 127)
        {
            block.WriteByte((byte)bytes.Length);
        }
        else
        {
            block.WriteByte(127);
            var rest = bytes.Length - 127;
            for (; rest >= 128; rest >>= 7)
            {
                block.WriteByte((byte)((rest & 127) | 128));
            }

            block.WriteByte((byte)rest);
        }

        block.Write(bytes);
    }
}
