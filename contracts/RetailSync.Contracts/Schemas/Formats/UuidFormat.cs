namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>uuid</c>: the text form of RFC 4122 section 3, letters in either case, any version and variant.</summary>
internal static class UuidFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length != 36 || utf8[8] != '-' || utf8[13] != '-' || utf8[18] != '-' || utf8[23] != '-')
        {
            return false;
        }

        return IsHex(utf8[..8]) && IsHex(utf8[9..13]) && IsHex(utf8[14..18]) && IsHex(utf8[19..23]) && IsHex(utf8[24..]);
    }

    private static bool IsHex(ReadOnlySpan<byte> utf8)
    {
        foreach (var value in utf8)
        {
            if (!AsciiByte.IsHex(value))
            {
                return false;
            }
        }

        return true;
    }
}
