namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>date-time-local</c> of the OpenAPI format registry: a <c>date-time</c> of RFC 3339 section 5.6 without its offset.</summary>
internal static class DateTimeLocalFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8) =>
        DateTimeFormat.TrySplit(utf8, out var date, out var time) && DateFormat.IsValid(date) && TimeLocalFormat.IsValid(time);
}
