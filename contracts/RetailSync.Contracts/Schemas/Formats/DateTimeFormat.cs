namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>date-time</c> of RFC 3339 section 5.6. The separator is <c>T</c> or <c>t</c>; the blank that the section's note lets applications agree on is not part of the grammar.</summary>
internal static class DateTimeFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8) =>
        TrySplit(utf8, out var date, out var time) && DateFormat.IsValid(date) && TimeFormat.IsValid(time);

    /// <summary>Splits at the separator, which has a fixed place because a full-date has a fixed length.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> date, out ReadOnlySpan<byte> time)
    {
        if (utf8.Length <= DateFormat.Length || utf8[DateFormat.Length] is not ((byte)'T' or (byte)'t'))
        {
            date = default;
            time = default;
            return false;
        }

        date = utf8[..DateFormat.Length];
        time = utf8[(DateFormat.Length + 1)..];
        return true;
    }
}
