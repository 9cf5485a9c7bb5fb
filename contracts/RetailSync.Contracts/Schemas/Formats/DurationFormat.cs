namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>
/// Checks <c>duration</c> by the grammar of RFC 3339 appendix A: units come in order and none is left out between two others, weeks stand
/// alone, and there are no fractions. Units are capital letters, as in ISO 8601, which the appendix restates.
/// </summary>
internal static class DurationFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < 3 || utf8[0] != 'P')
        {
            return false;
        }

        var body = utf8[1..];
        if (body[^1] == 'W')
        {
            return body.Length > 1 && AsciiByte.AreDigits(body[..^1]);
        }

        var separator = body.IndexOf((byte)'T');
        if (separator < 0)
        {
            return AreComponents(body, "YMD"u8);
        }

        var time = body[(separator + 1)..];
        return !time.IsEmpty && AreComponents(body[..separator], "YMD"u8) && AreComponents(time, "HMS"u8);
    }

    private static bool AreComponents(ReadOnlySpan<byte> components, ReadOnlySpan<byte> units)
    {
        var previous = -1;
        while (!components.IsEmpty)
        {
            var digits = AsciiByte.CountDigits(components);
            if (digits == 0 || digits == components.Length)
            {
                return false;
            }

            var unit = units.IndexOf(components[digits]);
            if (unit < 0 || (previous >= 0 && unit != previous + 1))
            {
                return false;
            }

            previous = unit;
            components = components[(digits + 1)..];
        }

        return true;
    }
}
