namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>ipv6</c> by RFC 4291 section 2.2: eight groups, <c>::</c> once for one or more of them, and optionally an IPv4 address as the last two. Zone identifiers are not part of an address.</summary>
internal static class Ipv6Format
{
    private const int Groups = 8;
    private const int LongestAddress = 45;

    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is < 2 or > LongestAddress)
        {
            return false;
        }

        var elided = utf8.StartsWith("::"u8);
        var groups = 0;
        for (var rest = elided ? utf8[2..] : utf8; !rest.IsEmpty;)
        {
            var digits = CountHexDigits(rest);
            if (digits < rest.Length && rest[digits] == '.')
            {
                return Ipv4Format.IsValid(rest) && IsComplete(groups + 2, elided);
            }

            if (digits is 0 or > 4)
            {
                return false;
            }

            groups++;
            rest = rest[digits..];
            if (rest.StartsWith("::"u8) && !elided)
            {
                elided = true;
                rest = rest[2..];
            }
            else if (rest.Length > 1 && rest[0] == ':')
            {
                rest = rest[1..];
            }
            else if (!rest.IsEmpty)
            {
                return false;
            }
        }

        return IsComplete(groups, elided);
    }

    private static bool IsComplete(int groups, bool elided) => elided ? groups < Groups : groups == Groups;

    private static int CountHexDigits(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        while (count < utf8.Length && AsciiByte.IsHex(utf8[count]))
        {
            count++;
        }

        return count;
    }
}
