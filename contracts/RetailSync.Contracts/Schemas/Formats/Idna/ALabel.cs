namespace RetailSync.Contracts.Schemas.Formats.Idna;

/// <summary>Checks and makes A-labels (RFC 5890 section 2.3.2.1): <c>xn--</c> and the Punycode form of a valid U-label.</summary>
internal static class ALabel
{
    private static ReadOnlySpan<byte> Prefix => "xn--"u8;

    public static bool HasPrefix(ReadOnlySpan<byte> label) =>
        label.Length >= 4 && label[2] == '-' && label[3] == '-' && (label[0] | 0x20) == 'x' && (label[1] | 0x20) == 'n';

    /// <summary>Whether a label of at most 63 octets that has the prefix stands for a valid U-label, and what the Bidi rule says of that one.</summary>
    public static bool TryCheck(ReadOnlySpan<byte> label, out LabelBidi bidi)
    {
        Span<int> buffer = stackalloc int[HostNameFormat.LongestLabel];
        bidi = default;
        if (!Punycode.TryDecode(label[Prefix.Length..], buffer, out var count))
        {
            return false;
        }

        var codePoints = buffer[..count];
        bidi = BidiRule.Judge(codePoints);
        return ULabel.IsValid(codePoints);
    }

    /// <summary>Writes the A-label of a U-label, or answers false when it does not fit.</summary>
    public static bool TryEncode(ReadOnlySpan<int> codePoints, Span<byte> label, out int length)
    {
        Prefix.CopyTo(label);
        var fits = Punycode.TryEncode(codePoints, label[Prefix.Length..], out length);
        length += Prefix.Length;
        return fits;
    }
}
