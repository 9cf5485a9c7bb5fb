using System.Buffers.Text;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>Texts that stand for numbers, booleans and null. They are written as JSON writes them (RFC 8259, section 6), and not in any other way: no plus sign, no leading zero, no <c>NaN</c>.</summary>
internal static class TextLiteral
{
    /// <summary>Whether a text stands for a value of one of the types that is no string.</summary>
    public static bool Is(ReadOnlySpan<byte> text, ValueTypes types)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        return text[0] switch
        {
            (byte)'t' => (types & ValueTypes.Boolean) != 0 && text.SequenceEqual("true"u8),
            (byte)'f' => (types & ValueTypes.Boolean) != 0 && text.SequenceEqual("false"u8),
            (byte)'n' => (types & ValueTypes.Null) != 0 && text.SequenceEqual("null"u8),
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => (types & ValueTypes.Number) != 0 && IsNumber(text) && ((types & ValueTypes.Fraction) != 0 || ExactNumber.Parse(text).IsInteger),
            _ => false,
        };
    }

    /// <summary>Whether a text is a JSON number that a double can hold.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text.Length > JudgingLimits.NumberCharacters)
        {
            return false;
        }

        var at = text[0] == '-' ? 1 : 0;
        var digits = Digits(text, at);
        if (digits == 0 || (digits > 1 && text[at] == '0'))
        {
            return false;
        }

        at += digits;
        if (at == text.Length)
        {
            return true;
        }

        if (text[at] == '.')
        {
            digits = Digits(text, at + 1);
            at += digits + 1;
            if (digits == 0)
            {
                return false;
            }
        }

        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at += at + 1 < text.Length && text[at + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
            digits = Digits(text, at);
            at += digits;
            if (digits == 0)
            {
                return false;
            }
        }

        return at == text.Length && Utf8Parser.TryParse(text, out double value, out _) && double.IsFinite(value);
    }

    private static int Digits(ReadOnlySpan<byte> text, int from)
    {
        var at = from;
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return at - from;
    }
}
