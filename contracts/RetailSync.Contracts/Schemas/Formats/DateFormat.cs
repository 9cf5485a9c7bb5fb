namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>date</c>: <c>full-date</c> of RFC 3339 section 5.6, with the days of the month from section 5.7 and leap years from appendix C.</summary>
internal static class DateFormat
{
    /// <summary>The length of every full-date.</summary>
    public const int Length = 10;

    private static ReadOnlySpan<byte> DaysInMonth => [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length != Length || utf8[4] != '-' || utf8[7] != '-')
        {
            return false;
        }

        var century = AsciiByte.TwoDigits(utf8, 0);
        var yearOfCentury = AsciiByte.TwoDigits(utf8, 2);
        var month = AsciiByte.TwoDigits(utf8, 5);
        var day = AsciiByte.TwoDigits(utf8, 8);
        if ((century | yearOfCentury) < 0 || month is < 1 or > 12 || day < 1)
        {
            return false;
        }

        return day <= DaysInMonth[month - 1] || (month == 2 && day == 29 && IsLeapYear(century, yearOfCentury));
    }

    private static bool IsLeapYear(int century, int yearOfCentury) =>
        yearOfCentury == 0 ? century % 4 == 0 : yearOfCentury % 4 == 0;
}
