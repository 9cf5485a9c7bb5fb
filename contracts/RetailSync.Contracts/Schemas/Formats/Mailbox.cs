using System.Buffers;
using System.Text;

namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks the <c>Mailbox</c> of RFC 5321 section 4.1.2 with the lengths of section 4.5.3.1, and its UTF-8 form of RFC 6531 section 3.3.</summary>
internal static class Mailbox
{
    private const int LongestLocalPart = 64;
    private const int LongestDomain = 255;

    // The production atext of RFC 5322 section 3.2.3, and the dot between atoms.
    private static readonly SearchValues<byte> DotString =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~."u8);

    public static bool IsValid(ReadOnlySpan<byte> utf8, bool international)
    {
        var at = utf8.IsEmpty || utf8[0] != '"' ? utf8.IndexOf((byte)'@') : EndOfQuoted(utf8);
        if (at is < 1 or > LongestLocalPart || at >= utf8.Length || utf8[at] != '@')
        {
            return false;
        }

        var local = utf8[..at];
        var domain = utf8[(at + 1)..];
        if (domain.IsEmpty || domain.Length > LongestDomain || !IsAllowedText(utf8, international))
        {
            return false;
        }

        return (local[0] == '"' || IsDotString(local)) && (domain[0] == '[' ? IsAddressLiteral(domain) : IsDomain(domain));
    }

    /// <summary>Where a quoted string stops, or -1. Inside, anything printable may stand, a quote or backslash only after a backslash.</summary>
    private static int EndOfQuoted(ReadOnlySpan<byte> utf8)
    {
        for (var index = 1; index < utf8.Length; index++)
        {
            if (utf8[index] == '"')
            {
                return index + 1;
            }

            if (utf8[index] == '\\' && (++index == utf8.Length || utf8[index] >= 0x80))
            {
                return -1;
            }

            if (utf8[index] is < (byte)' ' or 0x7F)
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool IsAllowedText(ReadOnlySpan<byte> utf8, bool international)
    {
        if (Ascii.IsValid(utf8))
        {
            return true;
        }

        return international && System.Text.Unicode.Utf8.IsValid(utf8);
    }

    private static bool IsDotString(ReadOnlySpan<byte> local)
    {
        if (local[0] == '.' || local[^1] == '.' || local.IndexOf(".."u8) >= 0)
        {
            return false;
        }

        foreach (var value in local)
        {
            if (value < 0x80 && !DotString.Contains(value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAddressLiteral(ReadOnlySpan<byte> domain)
    {
        if (domain[^1] != ']')
        {
            return false;
        }

        // The tag of any other kind would have to be registered, and IPv6 is the only one that is.
        var address = domain[1..^1];
        return address.Length > 5 && Ascii.EqualsIgnoreCase(address[..5], "IPv6:"u8)
            ? Ipv6Format.IsValid(address[5..])
            : Ipv4Format.IsValid(address);
    }

    private static bool IsDomain(ReadOnlySpan<byte> domain)
    {
        for (var dot = domain.IndexOf((byte)'.'); dot >= 0; dot = domain.IndexOf((byte)'.'))
        {
            if (!IsSubDomain(domain[..dot]))
            {
                return false;
            }

            domain = domain[(dot + 1)..];
        }

        return IsSubDomain(domain);
    }

    /// <summary>A label of letters, digits and hyphens. One with other characters is taken as it is: whether it is a U-label is for the host name formats to say.</summary>
    private static bool IsSubDomain(ReadOnlySpan<byte> label)
    {
        if (label.IsEmpty || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        var ascii = true;
        foreach (var value in label)
        {
            ascii &= value < 0x80;
            if (value < 0x80 && !AsciiByte.IsLetterOrDigit(value) && value != '-')
            {
                return false;
            }
        }

        return !ascii || label.Length <= HostNameFormat.LongestLabel;
    }
}
