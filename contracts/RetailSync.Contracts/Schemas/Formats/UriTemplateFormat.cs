using System.Buffers;

namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>uri-template</c> by RFC 6570 section 2. Operators reserved for later (section 2.2) are in its grammar and pass.</summary>
internal static class UriTemplateFormat
{
    // Section 2.1 with its reported erratum: an apostrophe is a literal, as in any URI.
    private static readonly SearchValues<byte> Literals =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&'()*+,-./:;=?@[]_~"u8);

    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        for (var open = utf8.IndexOf((byte)'{'); open >= 0; open = utf8.IndexOf((byte)'{'))
        {
            // The literals in front are judged first, so that a search for the closing brace never passes over the same text twice.
            if (!IsLiteral(utf8[..open]))
            {
                return false;
            }

            utf8 = utf8[(open + 1)..];
            var close = utf8.IndexOf((byte)'}');
            if (close < 1 || !IsExpression(utf8[..close]))
            {
                return false;
            }

            utf8 = utf8[(close + 1)..];
        }

        return IsLiteral(utf8);
    }

    private static bool IsLiteral(ReadOnlySpan<byte> literal) =>
        UriCharacters.Consists(literal, Literals, UriRepertoire.IriWithPrivateUse);

    private static bool IsExpression(ReadOnlySpan<byte> expression)
    {
        if ("+#./;?&=,!@|"u8.Contains(expression[0]))
        {
            expression = expression[1..];
        }

        for (var comma = expression.IndexOf((byte)','); comma >= 0; comma = expression.IndexOf((byte)','))
        {
            if (!IsVariable(expression[..comma]))
            {
                return false;
            }

            expression = expression[(comma + 1)..];
        }

        return IsVariable(expression);
    }

    /// <summary>The production varspec: a name (section 2.3) and a modifier (section 2.4).</summary>
    private static bool IsVariable(ReadOnlySpan<byte> variable)
    {
        if (variable.EndsWith("*"u8))
        {
            return IsName(variable[..^1]);
        }

        var colon = variable.IndexOf((byte)':');
        return colon < 0 ? IsName(variable) : IsPrefixLength(variable[(colon + 1)..]) && IsName(variable[..colon]);
    }

    private static bool IsPrefixLength(ReadOnlySpan<byte> digits) =>
        digits.Length is >= 1 and <= 4 && digits[0] != '0' && AsciiByte.AreDigits(digits);

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        var dotAllowed = false;
        while (!name.IsEmpty)
        {
            if (name[0] == '.' && dotAllowed)
            {
                dotAllowed = false;
                name = name[1..];
                continue;
            }

            var length = AsciiByte.IsLetterOrDigit(name[0]) || name[0] == '_' ? 1 : UriCharacters.PercentEncodedLength(name);
            if (length == 0)
            {
                return false;
            }

            dotAllowed = true;
            name = name[length..];
        }

        // False for an empty name too, and after a dot that nothing follows.
        return dotAllowed;
    }
}
