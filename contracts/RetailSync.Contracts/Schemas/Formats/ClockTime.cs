namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Reads <c>partial-time</c> and <c>time-offset</c> of RFC 3339 section 5.6 from the front of a text.</summary>
internal readonly struct ClockTime
{
    private const int MinutesInDay = 24 * 60;

    private readonly int _minuteOfDay;
    private readonly bool _isLeapSecond;

    private ClockTime(int minuteOfDay, bool isLeapSecond)
    {
        _minuteOfDay = minuteOfDay;
        _isLeapSecond = isLeapSecond;
    }

    /// <summary>Reads hours, minutes, seconds and a fraction of any length. Second 60 is read here and judged once the offset is known.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out ClockTime time, out ReadOnlySpan<byte> rest)
    {
        time = default;
        rest = default;
        if (utf8.Length < 8 || utf8[2] != ':' || utf8[5] != ':')
        {
            return false;
        }

        var hour = AsciiByte.TwoDigits(utf8, 0);
        var minute = AsciiByte.TwoDigits(utf8, 3);
        var second = AsciiByte.TwoDigits(utf8, 6);
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60)
        {
            return false;
        }

        time = new ClockTime((hour * 60) + minute, second == 60);
        return TrySkipFraction(utf8[8..], out rest);
    }

    /// <summary>Whether the whole of a text is an offset that this time can have. A leap second is the last second of a day in UTC (RFC 3339 section 5.7).</summary>
    public bool Accepts(ReadOnlySpan<byte> offset)
    {
        if (!TryReadOffset(offset, out var minutes))
        {
            return false;
        }

        return !_isLeapSecond || (_minuteOfDay - minutes + MinutesInDay) % MinutesInDay == MinutesInDay - 1;
    }

    private static bool TrySkipFraction(ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> rest)
    {
        rest = utf8;
        if (utf8.IsEmpty || utf8[0] != '.')
        {
            return true;
        }

        var digits = AsciiByte.CountDigits(utf8[1..]);
        rest = utf8[(1 + digits)..];
        return digits > 0;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> utf8, out int minutes)
    {
        minutes = 0;
        if (utf8.Length == 1)
        {
            return utf8[0] is (byte)'Z' or (byte)'z';
        }

        if (utf8.Length != 6 || utf8[0] is not ((byte)'+' or (byte)'-') || utf8[3] != ':')
        {
            return false;
        }

        var hour = AsciiByte.TwoDigits(utf8, 1);
        var minute = AsciiByte.TwoDigits(utf8, 4);
        minutes = utf8[0] == '-' ? -((hour * 60) + minute) : (hour * 60) + minute;
        return hour is >= 0 and <= 23 && minute is >= 0 and <= 59;
    }
}
