namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>time-local</c> of the OpenAPI format registry: <c>partial-time</c> of RFC 3339 section 5.6, so no offset may follow.</summary>
internal static class TimeLocalFormat
{
    // Second 60 is let through at any minute: without an offset nothing says which minute ends the day in UTC.
    public static bool IsValid(ReadOnlySpan<byte> utf8) =>
        ClockTime.TryRead(utf8, out _, out var rest) && rest.IsEmpty;
}
