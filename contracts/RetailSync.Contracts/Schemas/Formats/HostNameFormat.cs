using RetailSync.Contracts.Schemas.Formats.Idna;

namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>
/// Checks <c>hostname</c>: RFC 952 as RFC 1123 section 2.1 relaxes it, with the lengths of RFC 1034 section 3.1. From draft 7 on, labels
/// that claim to be A-labels have to be ones (RFC 5890 section 2.3.2.1); drafts 4 and 6 say nothing of them and get the same rule.
/// </summary>
internal static class HostNameFormat
{
    /// <summary>The longest label, in octets.</summary>
    public const int LongestLabel = 63;

    /// <summary>The longest name as text, which leaves out two of the 255 octets of the form in messages.</summary>
    public const int LongestName = 253;

    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestName)
        {
            return false;
        }

        for (var dot = utf8.IndexOf((byte)'.'); dot >= 0; dot = utf8.IndexOf((byte)'.'))
        {
            if (!IsLabel(utf8[..dot]))
            {
                return false;
            }

            utf8 = utf8[(dot + 1)..];
        }

        return IsLabel(utf8);
    }

    /// <summary>Whether a label has letters, digits and inner hyphens only.</summary>
    public static bool IsLdhLabel(ReadOnlySpan<byte> label)
    {
        if (label.Length is 0 or > LongestLabel || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        foreach (var value in label)
        {
            if (!AsciiByte.IsLetterOrDigit(value) && value != '-')
            {
                return false;
            }
        }

        return true;
    }

    // The Bidi rule is asked label by label here: names such as 3.xn--4dbc exist, and RFC 1123 has nothing against them.
    private static bool IsLabel(ReadOnlySpan<byte> label) =>
        IsLdhLabel(label) && (!ALabel.HasPrefix(label) || (ALabel.TryCheck(label, out var bidi) && bidi is not { HasRightToLeft: true, ObeysRule: false }));
}
