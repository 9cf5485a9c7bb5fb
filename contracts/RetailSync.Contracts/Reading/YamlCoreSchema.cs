using System.Globalization;

namespace RetailSync.Contracts.Reading;

/// <summary>YAML 1.2's core schema (section 10.3.2): what a plain scalar means, in JSON's terms.</summary>
/// <remarks>YAML 1.1's yes, no, on, off, sexagesimal numbers and dates are texts here. A number that would lose something is refused instead.</remarks>
internal static class YamlCoreSchema
{
    /// <summary>Resolves a plain scalar; <paramref name="fault"/> says why it has no JSON form.</summary>
    public static (SourceKind Kind, string Text) Resolve(string text, out string? fault)
    {
        fault = null;
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => (SourceKind.Null, "null"),
            "true" or "True" or "TRUE" => (SourceKind.Boolean, "true"),
            "false" or "False" or "FALSE" => (SourceKind.Boolean, "false"),
            _ => Number(text, out fault) is { } number ? (SourceKind.Number, number) : (SourceKind.Text, text),
        };
    }

    private static string? Number(string text, out string? fault)
    {
        fault = null;
        if (text.StartsWith("0x", StringComparison.Ordinal) || text.StartsWith("0o", StringComparison.Ordinal))
        {
            return Based(text, out fault);
        }

        var negative = text[0] == '-';
        var unsigned = text[0] is '-' or '+' ? text.AsSpan(1) : text;
        if (unsigned is ".inf" or ".Inf" or ".INF" || text is ".nan" or ".NaN" or ".NAN")
        {
            fault = $"JSON has no number {text}; put it in quotes if it is meant as a text.";
            return null;
        }

        var whole = Digits(unsigned);
        var rest = unsigned[whole..];
        var fraction = 0;
        if (rest.StartsWith("."))
        {
            fraction = Digits(rest[1..]);
            rest = rest[(fraction + 1)..];
        }

        if (whole + fraction == 0 || !IsExponent(rest))
        {
            return null;
        }

        if (whole > 1 && unsigned[0] == '0')
        {
            fault = $"{SourceTreeBuilder.Shorten(text)} is a number in YAML and would lose its leading zeros; put it in quotes.";
            return null;
        }

        // JSON wants a digit on both sides of the point and no plus sign.
        var digits = unsigned[..^rest.Length];
        var plain = whole == 0 ? $"0{digits}" : digits.EndsWith(".") ? $"{digits}0" : digits.ToString();
        return $"{(negative ? "-" : "")}{plain}{rest}";
    }

    private static string? Based(string text, out string? fault)
    {
        fault = null;
        var digits = text.AsSpan(2);
        var hexadecimal = text[1] == 'x';
        if (digits.IsEmpty || digits.ContainsAnyExcept(hexadecimal ? "0123456789abcdefABCDEF" : "01234567"))
        {
            return null;
        }

        digits = digits.TrimStart('0');
        if (digits.Length > (hexadecimal ? 16 : 21))
        {
            fault = $"{text[..20]}... is longer than 64 bits; write it as a decimal number.";
            return null;
        }

        var value = 0UL;
        foreach (var digit in digits)
        {
            value = (value * (hexadecimal ? 16UL : 8UL)) + (ulong)Convert.ToInt32(digit.ToString(), 16);
        }

        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    private static bool IsExponent(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ('e' or 'E'))
        {
            return false;
        }

        var digits = text.Length > 1 && text[1] is '+' or '-' ? text[2..] : text[1..];
        return !digits.IsEmpty && Digits(digits) == digits.Length;
    }
}
