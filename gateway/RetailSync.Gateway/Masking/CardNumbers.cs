using System.Buffers;

namespace RetailSync.Gateway.Masking;

/// <summary>Finds card numbers: 13 to 19 digits, in groups or not, that pass the check digit (Luhn) and begin as cards of their length do.</summary>
internal static class CardNumbers
{
    /// <summary>What stands in their place.</summary>
    public const string Mark = "[card]";

    private const int Shortest = 13;
    private const int Longest = 19;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Adds every card number of the text. Linear in the text's length.</summary>
    public static void Find(ReadOnlySpan<char> text, ref Finds finds)
    {
        var position = 0;
        while (text[position..].IndexOfAny(Digits) is var offset and >= 0)
        {
            position += offset;
            position = IsId(text, position, out var end) ? end : FindFrom(text, position, ref finds);
        }
    }

    // A group begins here. Takes the longest run of groups that is a card number; otherwise goes on behind this group.
    private static int FindFrom(ReadOnlySpan<char> text, int start, ref Finds finds)
    {
        Span<char> digits = stackalloc char[Longest];
        var (count, found, firstGroupEnd) = (0, -1, -1);
        var position = start;
        while (position < text.Length)
        {
            if (char.IsAsciiDigit(text[position]))
            {
                if (count == Longest)
                {
                    // More digits than a card has: if they are of the first group, it is none at all.
                    break;
                }

                digits[count++] = text[position++];
                continue;
            }

            firstGroupEnd = firstGroupEnd < 0 ? position : firstGroupEnd;
            found = IsCard(digits[..count]) ? position : found;
            if (text[position] is not (' ' or '-') || position + 1 == text.Length || !char.IsAsciiDigit(text[position + 1]))
            {
                break;
            }

            position++;
        }

        if (position == text.Length)
        {
            found = IsCard(digits[..count]) ? position : found;
        }

        if (found > 0)
        {
            finds.Add(start, found - start, Mark);
            return found;
        }

        return firstGroupEnd >= 0 ? firstGroupEnd : EndOfDigits(text, position);
    }

    private static int EndOfDigits(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        return position;
    }

    private static bool IsCard(ReadOnlySpan<char> digits) =>
        digits.Length is >= Shortest and <= Longest && IsIssued(digits[0], digits.Length) && PassesLuhn(digits);

    // Numbers of other kinds pass Luhn one time in ten; article numbers (13 and 14 digits) are everywhere in retail.
    private static bool IsIssued(char first, int length) => length switch
    {
        13 => first == '4',
        14 or 15 => first == '3',
        _ => first is >= '2' and <= '6',
    };

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    // Request, trace and span ids and hashes: hexadecimal, of a fixed length, with a letter in them.
    private static bool IsId(ReadOnlySpan<char> text, int position, out int end)
    {
        var start = position;
        while (start > 0 && char.IsAsciiHexDigit(text[start - 1]) && position - start < 64)
        {
            start--;
        }

        end = position;
        var letters = false;
        while (end < text.Length && char.IsAsciiHexDigit(text[end]) && end - start <= 64)
        {
            letters |= !char.IsAsciiDigit(text[end]);
            end++;
        }

        letters |= text[start..position].ContainsAnyExcept(Digits);
        return letters && end - start is 16 or 32 or 40 or 64 && (start == 0 || !char.IsAsciiLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end]));
    }
}
