using System.Buffers;
using System.Text;
using RetailSync.Contracts.Schemas.Formats.Idna;

namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>
/// Checks <c>idn-hostname</c>: labels that a <c>hostname</c> may have, or U-labels of RFC 5890 section 2.3.2.1, apart by any of the four
/// dots of RFC 3490 section 3.1. Nothing is mapped first, so capital letters beyond ASCII are refused, as RFC 5891 has it.
/// </summary>
internal static class IdnHostNameFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        Span<int> buffer = stackalloc int[HostNameFormat.LongestLabel];
        var nameLength = -1;
        var hasRightToLeft = false;
        var allObey = true;
        for (var last = false; !last;)
        {
            if (!TryReadLabel(ref utf8, buffer, out var count, out last)
                || !TryCheckLabel(buffer[..count], out var labelLength, out var bidi))
            {
                return false;
            }

            nameLength += labelLength + 1;
            hasRightToLeft |= bidi.HasRightToLeft;
            allObey &= bidi.ObeysRule;
            if (nameLength > HostNameFormat.LongestName)
            {
                return false;
            }
        }

        // RFC 5893 section 2: one label written from right to left brings every label of the name under the rule.
        return !hasRightToLeft || allObey;
    }

    private static bool TryReadLabel(ref ReadOnlySpan<byte> utf8, scoped Span<int> codePoints, out int count, out bool last)
    {
        count = 0;
        last = false;
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var length) != OperationStatus.Done)
            {
                return false;
            }

            utf8 = utf8[length..];
            if (rune.Value is '.' or '\u3002' or '\uFF0E' or '\uFF61')
            {
                return true;
            }

            // No label gets shorter by its encoding, so one with more code points than octets allowed is too long.
            if (count == codePoints.Length)
            {
                return false;
            }

            codePoints[count++] = rune.Value;
        }

        last = true;
        return true;
    }

    private static bool TryCheckLabel(ReadOnlySpan<int> codePoints, out int encodedLength, out LabelBidi bidi)
    {
        Span<byte> octets = stackalloc byte[HostNameFormat.LongestLabel];
        if (codePoints.ContainsAnyExceptInRange(0, 0x7F))
        {
            bidi = BidiRule.Judge(codePoints);
            encodedLength = 0;
            return ULabel.IsValid(codePoints) && ALabel.TryEncode(codePoints, octets, out encodedLength);
        }

        for (var index = 0; index < codePoints.Length; index++)
        {
            octets[index] = (byte)codePoints[index];
        }

        encodedLength = codePoints.Length;
        bidi = BidiRule.Judge(codePoints);
        var label = octets[..encodedLength];
        return HostNameFormat.IsLdhLabel(label) && (!ALabel.HasPrefix(label) || ALabel.TryCheck(label, out bidi));
    }
}
