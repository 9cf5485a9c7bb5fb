using System.Text;

namespace RetailSync.Fuzz;

/// <summary>Spoils bytes. Deterministic for a generator.</summary>
internal static class ByteMutator
{
    private const int MostBytes = 100_000;

    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", ":", ",", "\"", "\\", "\"a\":", "null", "true", "-", "0", "1e400", "1e1000000000", "-1e-1000000000", "9".PadRight(400, '9'), "0." + "0".PadRight(300, '0') + "1", "01", "+1", ".5", "NaN", "Infinity",
        "\\ud800", "\\udc00", "\\u0000", "\\uD83D\\uDE00", "\0", "\uFEFF", "\u2028", "\u0085", "//", "/**/", "#", "$ref", "\"$ref\":\"#\"", "\"$ref\":\"#/properties/a\"", "\"$ref\":\"http://localhost/x\"", "\"$ref\":\"file:///etc/passwd\"",
        "&x ", "*x", "&a [*a,*a,*a,*a,*a,*a,*a,*a]", "<<: ", "!!int ", "!<", "%TAG ! tag:x,\n", "---\n", "...\n", "- ", "? ", "\n\t", "0x", "0o", "+.inf", ".nan", "|-\n", ">\n  \n", "'", "\r", "\r\n", "   ", "\n",
        "\"pattern\":\"^(a+)+$\"", "\"pattern\":\"(a{0,5000}){0,5000}\"", "\"pattern\":\"(.)\\\\1\"", "\"multipleOf\":1e-1000000000", "\"uniqueItems\":true", "\"anyOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]",
    ];

    private static readonly byte[][] Raw = [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xE2, 0x82], [0x80]];

    public static byte[] Spoil(Random random, byte[] input, IReadOnlyList<byte[]> others)
    {
        for (var changes = 1 + random.Next(4); changes > 0; changes--)
        {
            input = Once(random, input, others);
            if (input.Length > MostBytes)
            {
                input = input[..MostBytes];
            }
        }

        return input;
    }

    private static byte[] Once(Random random, byte[] input, IReadOnlyList<byte[]> others)
    {
        var at = random.Next(input.Length + 1);
        var end = Math.Min(input.Length, at + random.Next(1, random.Next(2) == 0 ? 4 : 60));
        var before = input.AsSpan(0, at);
        var piece = input.AsSpan(at, end - at);
        var after = input.AsSpan(end);
        switch (random.Next(12))
        {
            case 0 when input.Length > 0:
                input = (byte[])input.Clone();
                input[random.Next(input.Length)] ^= (byte)(1 << random.Next(8));
                return input;
            case 1:
                return [.. before, .. after];
            case 2:
                return [.. before, .. piece, .. piece, .. after];
            case 3:
                return before.ToArray();
            case 4:
                return [.. before, .. Raw[random.Next(Raw.Length)], .. after];
            case 5:
                var other = others[random.Next(others.Count)];
                var from = random.Next(other.Length + 1);
                return [.. before, .. other.AsSpan(from, Math.Min(other.Length - from, random.Next(200))), .. after];
            case 6 when random.Next(4) == 0:
                return [.. before, .. Enumerable.Repeat(piece.ToArray(), random.Next(1, 3000)).SelectMany(each => each).Take(MostBytes), .. after];
            case 7 when random.Next(20) == 0:
                return Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(input));
            case 8 when random.Next(3) == 0:
                return [.. before, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Pieces[random.Next(Pieces.Length)], random.Next(1, 200)))), .. after];
            default:
                return [.. before, .. Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]), .. random.Next(2) == 0 ? piece : [], .. after];
        }
    }
}
