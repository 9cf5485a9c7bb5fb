namespace RetailSync.Contracts.Schemas.Patterns;

/// <content>Quantifiers (ECMA-262 section 22.2.1, Quantifier).</content>
internal sealed partial class EcmaParser
{
    // Larger counts are all refused as too large, so reading stops here instead of overflowing.
    private const int LargestNumber = 1_000_000_000;

    private PatternNode? ReadQuantifier(PatternNode body)
    {
        if (AtEnd)
        {
            return body;
        }

        var begin = _at;
        int least;
        int? most;
        switch (_text[_at])
        {
            case '*':
                _at++;
                (least, most) = (0, null);
                break;
            case '+':
                _at++;
                (least, most) = (1, null);
                break;
            case '?':
                _at++;
                (least, most) = (0, 1);
                break;
            case '{' when LooksCounted():
                if (!ReadCount(out least, out most))
                {
                    return null;
                }

                break;
            default:
                return body;
        }

        var lazy = Take('?');
        if (!AtEnd && (_text[_at] is '*' or '+' or '?' || LooksCounted()))
        {
            return Fail(begin, "a quantifier follows a quantifier; ECMA-262 has no possessive ones");
        }

        var repeat = new PatternNode.Repeat(body, least, most, lazy);
        return PatternTraits.Steps(repeat) <= PatternLimits.Steps
            ? repeat
            : Fail(begin, $"the repetition writes out to more than {PatternLimits.Steps} steps; use a smaller count, or 'maxLength' beside the pattern");
    }

    // A brace that no digit or comma follows can only be meant as text (annex B, ExtendedPatternCharacter).
    private bool LooksCounted() => _text[_at] == '{' && _at + 1 < _text.Length && (char.IsAsciiDigit(_text[_at + 1]) || _text[_at + 1] == ',');

    private bool ReadCount(out int least, out int? most)
    {
        var begin = _at++;
        (least, most) = (0, null);
        if (_text[_at] == ',')
        {
            Fail(begin, "the lower count is missing; write '{0,5}' for at most 5");
            return false;
        }

        least = ReadNumber();
        most = least;
        if (Take(','))
        {
            most = !AtEnd && char.IsAsciiDigit(_text[_at]) ? ReadNumber() : null;
        }

        if (!Take('}'))
        {
            Fail(begin, "a count is '{2}', '{2,}' or '{2,5}'; a brace that is meant as text is written '\\{'");
            return false;
        }

        if (most < least)
        {
            Fail(begin, $"the upper count {most} is below the lower count {least}");
            return false;
        }

        return true;
    }

    private int ReadNumber()
    {
        var number = 0;
        for (; !AtEnd && char.IsAsciiDigit(_text[_at]); _at++)
        {
            number = number >= LargestNumber / 10 ? LargestNumber : (number * 10) + (_text[_at] - '0');
        }

        return number;
    }
}
