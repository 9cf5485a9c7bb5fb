namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>
/// Checks <c>relative-json-pointer</c> by section 3 of draft-bhutton-relative-json-pointer-00, the one that 2020-12 names. It adds an index
/// adjustment such as <c>0-1/name</c> to what draft 7 had, so a text that is valid by an earlier draft is valid here.
/// </summary>
internal static class RelativeJsonPointerFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        var levels = AsciiByte.CountDigits(utf8);
        if (levels == 0 || (utf8[0] == '0' && levels > 1) || !TrySkipAdjustment(utf8[levels..], out var rest))
        {
            return false;
        }

        return rest.SequenceEqual("#"u8) || JsonPointerFormat.IsValid(rest);
    }

    private static bool TrySkipAdjustment(ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> rest)
    {
        rest = utf8;
        if (utf8.IsEmpty || utf8[0] is not ((byte)'+' or (byte)'-'))
        {
            return true;
        }

        var digits = AsciiByte.CountDigits(utf8[1..]);
        rest = utf8[(1 + digits)..];
        return digits > 0 && utf8[1] != '0';
    }
}
