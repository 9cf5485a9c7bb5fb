using System.Text.Json;
using RetailSync.Contracts.Schemas.Formats;

namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>
/// An amount that can be added without rounding, in units of a million millionth. Of numbers up to 18 digits before the point and 12 after it, and of nothing else.
/// </summary>
/// <remarks>A value below 10 to the power of 30: a hundred million of them can be added before 128 bits are used up, which are more than a body has room for.</remarks>
internal static class Amount
{
    /// <summary>How many decimals can be kept.</summary>
    public const int Decimals = 12;

    private const int WholeDigits = 18;
    private const int MaxLength = 64;

    private static readonly Int128[] Powers = [.. Enumerable.Range(0, WholeDigits + Decimals).Select(Power)];

    /// <summary>Reads a number, or a text that is written as one without an exponent: <c>"12.50"</c>. False: it is neither, or has more digits than can be kept.</summary>
    /// <param name="evaluation">The run.</param>
    /// <param name="reader">Stands at the value; not moved.</param>
    /// <param name="value">The amount.</param>
    public static bool TryRead(Evaluation evaluation, ref Utf8JsonReader reader, out Int128 value)
    {
        value = 0;
        return reader.TokenType switch
        {
            JsonTokenType.Number => TryParse(reader.ValueSpan, out value),
            JsonTokenType.String => evaluation.Text(ref reader) is var text && IsPlain(text) && TryParse(text, out value),
            _ => false,
        };
    }

    /// <summary>Whether an amount has no more decimals than a number of them. Zeros at its end do not count.</summary>
    public static bool HasDecimals(Int128 value, int most) => most >= Decimals || value % Powers[Decimals - most] == 0;

    private static bool TryParse(ReadOnlySpan<byte> json, out Int128 value)
    {
        value = 0;
        if (json.Length > MaxLength)
        {
            return false;
        }

        var e = json.IndexOfAny((byte)'e', (byte)'E');
        var exponent = e < 0 ? 0 : Exponent(json[(e + 1)..]);
        var number = e < 0 ? json : json[..e];
        var isNegative = number[0] == '-';
        number = isNegative ? number[1..] : number;
        var point = number.IndexOf((byte)'.');
        var whole = (point < 0 ? number.Length : point) + exponent;
        foreach (var character in number)
        {
            if (character == '.')
            {
                continue;
            }

            // The position counts places before the point, and is negative behind it.
            whole--;
            var digit = character - '0';
            if (digit == 0)
            {
                continue;
            }

            if (whole is >= WholeDigits or < -Decimals)
            {
                return false;
            }

            value += digit * Powers[whole + Decimals];
        }

        value = isNegative ? -value : value;
        return true;
    }

    private static int Exponent(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var character in digits)
        {
            value = AsciiByte.IsDigit(character) ? Math.Min(10_000, (value * 10) + character - '0') : value;
        }

        return digits[0] == '-' ? -value : value;
    }

    // -?digits[.digits]
    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        text = text.Length > 0 && text[0] == '-' ? text[1..] : text;
        var whole = AsciiByte.CountDigits(text);
        return whole > 0 && (whole == text.Length || (text[whole] == '.' && whole + 1 < text.Length && AsciiByte.AreDigits(text[(whole + 1)..])));
    }

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (; exponent > 0; exponent--)
        {
            power *= 10;
        }

        return power;
    }
}
