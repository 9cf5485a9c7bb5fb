namespace RetailSync.Contracts.Schemas.Patterns;

/// <content>Escapes (ECMA-262 section 22.2.1, AtomEscape).</content>
internal sealed partial class EcmaParser
{
    private PatternNode? ReadEscape()
    {
        var begin = _at++;
        if (AtEnd)
        {
            return Fail(begin, "the pattern ends in a single '\\'");
        }

        switch (_text[_at])
        {
            case 'b':
                _at++;
                return new PatternNode.Edge(EdgeKind.Word);
            case 'B':
                _at++;
                return new PatternNode.Edge(EdgeKind.NotWord);
            case 'k':
                _at++;
                return ReadNamedReference(begin);
            case >= '1' and <= '9':
                return ReadNumberedReference(begin);
            default:
                return ReadSetEscape(begin) is { } set ? new PatternNode.Character(set) : null;
        }
    }

    // The escapes that mean one code point or a set of them, in and out of a class. Stands behind the backslash.
    private CodePointSet? ReadSetEscape(int begin)
    {
        switch (_text[_at])
        {
            case 'd':
                return Known(EcmaSets.Digit);
            case 'D':
                return Known(EcmaSets.Digit.Complement());
            case 'w':
                return Known(EcmaSets.Word);
            case 'W':
                return Known(EcmaSets.Word.Complement());
            case 's':
                return Known(EcmaSets.Space);
            case 'S':
                return Known(EcmaSets.Space.Complement());
            case 'p' or 'P':
                return ReadProperty(begin);
            default:
                return ReadCharacterEscape(begin) is { } codePoint ? CodePointSet.Of(codePoint) : null;
        }

        CodePointSet Known(CodePointSet set)
        {
            _at++;
            return set;
        }
    }

    private int? ReadCharacterEscape(int begin)
    {
        var sign = _text[_at];
        if (!char.IsAsciiLetterOrDigit(sign))
        {
            // Unicode mode allows this for syntax characters only; annex B for any sign, and contracts are full of '\-' and '\@'.
            return ReadCodePoint();
        }

        _at++;
        switch (sign)
        {
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case '0' when AtEnd || !char.IsAsciiDigit(_text[_at]):
                return 0;
            case 'c' when !AtEnd && char.IsAsciiLetter(_text[_at]):
                return _text[_at++] % 32;
            case 'x':
                return ReadHex(2) is { } value ? value : FailCharacter(begin, "'\\x' is followed by two hexadecimal digits");
            case 'u':
                return ReadUnicode(begin);
            case 'c':
                return FailCharacter(begin, "'\\c' is followed by a letter");
            default:
                return FailCharacter(begin, $"ECMA-262 has no escape '\\{sign}'");
        }
    }

    private int? ReadUnicode(int begin)
    {
        if (Take('{'))
        {
            var close = _text.IndexOf('}', _at);
            var digits = close < 0 ? [] : _text.AsSpan(_at, close - _at).TrimStart('0');
            var empty = close <= _at;
            if (empty || digits.Length > 6 || !IsHex(digits) || HexValue(digits) >= CodePointSet.Limit)
            {
                return FailCharacter(begin, "'\\u{...}' holds a hexadecimal number up to 10FFFF");
            }

            _at = close + 1;
            return HexValue(digits);
        }

        if (ReadHex(4) is not { } first)
        {
            return FailCharacter(begin, "'\\u' is followed by four hexadecimal digits or by '{'");
        }

        // Two escapes that are a surrogate pair are one code point (RegExpUnicodeEscapeSequence).
        var behind = _at;
        if (char.IsHighSurrogate((char)first) && Take("\\u"))
        {
            if (ReadHex(4) is { } second && char.IsLowSurrogate((char)second))
            {
                return char.ConvertToUtf32((char)first, (char)second);
            }

            _at = behind;
        }

        return first;
    }

    private CodePointSet? ReadProperty(int begin)
    {
        var negated = _text[_at++] == 'P';
        var close = Take('{') ? _text.IndexOf('}', _at) : -1;
        if (close < 0)
        {
            Fail(begin, "'\\p' is followed by a property in braces, such as '\\p{Letter}' or '\\p{Script=Latin}'");
            return null;
        }

        var name = _text[_at..close];
        _at = close + 1;
        if (UnicodeProperties.Find(name) is not { } set)
        {
            Fail(begin, $"the Unicode property '{name}' is not supported; general categories, common scripts and a few binary properties are");
            return null;
        }

        return negated ? set.Complement() : set;
    }

    private int? ReadHex(int length)
    {
        if (_at + length > _text.Length || !IsHex(_text.AsSpan(_at, length)))
        {
            return null;
        }

        _at += length;
        return HexValue(_text.AsSpan(_at - length, length));
    }

    private static bool IsHex(ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }
        }

        return true;
    }

    private static int HexValue(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = (value * 16) + (char.IsAsciiDigit(digit) ? digit - '0' : (digit % 32) + 9);
        }

        return value;
    }

    private int? FailCharacter(int position, string what)
    {
        Fail(position, what);
        return null;
    }
}
