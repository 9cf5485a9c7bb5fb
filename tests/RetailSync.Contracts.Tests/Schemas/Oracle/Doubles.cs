using System.Globalization;
using System.Numerics;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>What numbers of JavaScript hold.</summary>
internal static class Doubles
{
    private const int MostExponent = 400;

    /// <summary>Whether a double has exactly the value of a number of JSON, and is short enough that whole parts of it are reckoned exactly.</summary>
    public static bool Hold(string number)
    {
        var near = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(near) || Math.Abs(near) >= 9_007_199_254_740_992)
        {
            return false;
        }

        var (digits, exponent) = Split(number);
        if (digits.IsZero)
        {
            return true;
        }

        // A double is a whole number times a power of two; both sides times the same power of ten are whole.
        var bits = BitConverter.DoubleToInt64Bits(near);
        var raw = (int)((bits >> 52) & 0x7FF);
        var mantissa = new BigInteger((bits & 0xF_FFFF_FFFF_FFFF) | (raw == 0 ? 0 : 1L << 52)) * Math.Sign(near);
        var power = Math.Max(raw, 1) - 1075;
        return Math.Abs(exponent) <= MostExponent && digits * Tens(exponent) * Twos(-power) == mantissa * Tens(-exponent) * Twos(power);
    }

    private static (BigInteger Digits, int Exponent) Split(string number)
    {
        var parts = number.Split('e', 'E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var behind = point < 0 ? 0 : parts[0].Length - point - 1;
        var exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent - behind);
    }

    private static BigInteger Tens(int exponent) => exponent > 0 ? BigInteger.Pow(10, exponent) : 1;

    private static BigInteger Twos(int exponent) => exponent > 0 ? BigInteger.Pow(2, exponent) : 1;
}
