namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>time</c>: <c>full-time</c> of RFC 3339 section 5.6, so an offset is required.</summary>
internal static class TimeFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8) =>
        ClockTime.TryRead(utf8, out var time, out var offset) && time.Accepts(offset);
}
