using RetailSync.Contracts.Schemas.Formats;

namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>
/// Checks <c>bcp-47</c>: language tags that are well-formed (RFC 5646, sections 2.1 and 2.2.9) and have no variant or singleton twice (sections 2.2.5 and 2.2.6).
/// Case means nothing. Whether subtags are registered is not looked at.
/// </summary>
internal static class LanguageTagFormat
{
    // Longer ones mean nothing (section 4.4.1 asks for 35 characters of room), and repeats are looked for by going back.
    private const int MaxLength = 255;

    // Section 2.1, 'irregular': registered before the grammar was, and not of it. The 'regular' ones fit the grammar.
    private static readonly byte[][] Irregular =
    [
        .. "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr sgn-be-nl sgn-ch-de"
            .Split(' ').Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxLength || utf8[^1] == '-')
        {
            return false;
        }

        var at = 0;
        var first = Next(utf8, ref at);
        return IsPrivate(first) ? IsPrivateUse(utf8, at) : (IsLanguage(first) && HasRest(utf8, first, at)) || IsIrregular(utf8);
    }

    // language = 2*3ALPHA / 4ALPHA / 5*8ALPHA
    private static bool IsLanguage(ReadOnlySpan<byte> subtag) => subtag.Length is >= 2 and <= 8 && AreLetters(subtag);

    // [-extlang] [-script] [-region] *(-variant) *(-extension) [-privateuse]
    private static bool HasRest(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> language, int at)
    {
        var subtag = Next(tag, ref at);
        for (var count = 0; count < 3 && language.Length <= 3 && subtag.Length == 3 && AreLetters(subtag); count++)
        {
            subtag = Next(tag, ref at);
        }

        if (subtag.Length == 4 && AreLetters(subtag))
        {
            subtag = Next(tag, ref at);
        }

        if ((subtag.Length == 2 && AreLetters(subtag)) || (subtag.Length == 3 && AsciiByte.AreDigits(subtag)))
        {
            subtag = Next(tag, ref at);
        }

        for (var variants = at - subtag.Length - 1; IsVariant(subtag); subtag = Next(tag, ref at))
        {
            if (IsAmong(tag[variants..(at - subtag.Length - 1)], subtag))
            {
                return false;
            }
        }

        return subtag.IsEmpty ? at > tag.Length : HasExtensions(tag, subtag, at);
    }

    private static bool HasExtensions(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> subtag, int at)
    {
        var seen = 0UL;
        while (subtag.Length == 1 && AsciiByte.IsLetterOrDigit(subtag[0]))
        {
            if (IsPrivate(subtag))
            {
                return IsPrivateUse(tag, at);
            }

            var bit = 1UL << (AsciiByte.IsDigit(subtag[0]) ? subtag[0] - '0' : AsciiByte.ToLower(subtag[0]) - 'a' + 10);
            var count = 0;
            for (subtag = Next(tag, ref at); subtag.Length is >= 2 and <= 8 && AreLettersOrDigits(subtag); subtag = Next(tag, ref at))
            {
                count++;
            }

            if ((seen & bit) != 0 || count == 0)
            {
                return false;
            }

            seen |= bit;
        }

        return subtag.IsEmpty && at > tag.Length;
    }

    // x 1*(-(1*8alphanum)), to the end.
    private static bool IsPrivateUse(ReadOnlySpan<byte> tag, int at)
    {
        var isAny = false;
        while (at <= tag.Length)
        {
            var subtag = Next(tag, ref at);
            if (subtag.Length is 0 or > 8 || !AreLettersOrDigits(subtag))
            {
                return false;
            }

            isAny = true;
        }

        return isAny;
    }

    // variant = 5*8alphanum / (DIGIT 3alphanum)
    private static bool IsVariant(ReadOnlySpan<byte> subtag) => (subtag.Length is >= 5 and <= 8 || (subtag.Length == 4 && AsciiByte.IsDigit(subtag[0]))) && AreLettersOrDigits(subtag);

    private static bool IsAmong(ReadOnlySpan<byte> subtags, ReadOnlySpan<byte> subtag)
    {
        for (var at = 0; at < subtags.Length;)
        {
            if (AreSame(Next(subtags, ref at), subtag))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPrivate(ReadOnlySpan<byte> subtag) => subtag.Length == 1 && AsciiByte.ToLower(subtag[0]) == 'x';

    private static bool IsIrregular(ReadOnlySpan<byte> utf8)
    {
        foreach (var tag in Irregular)
        {
            if (AreSame(utf8, tag))
            {
                return true;
            }
        }

        return false;
    }

    // The subtag that begins at a position, which moves behind the hyphen; beyond the end of the text when there is none left.
    private static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> tag, scoped ref int at)
    {
        if (at > tag.Length)
        {
            return default;
        }

        var rest = tag[at..];
        var length = rest.IndexOf((byte)'-');
        length = length < 0 ? rest.Length : length;
        at += length + 1;
        return rest[..length];
    }

    private static bool AreSame(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => System.Text.Ascii.EqualsIgnoreCase(left, right);

    private static bool AreLetters(ReadOnlySpan<byte> subtag)
    {
        foreach (var character in subtag)
        {
            if (!AsciiByte.IsLetter(character))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreLettersOrDigits(ReadOnlySpan<byte> subtag)
    {
        foreach (var character in subtag)
        {
            if (!AsciiByte.IsLetterOrDigit(character))
            {
                return false;
            }
        }

        return true;
    }
}
