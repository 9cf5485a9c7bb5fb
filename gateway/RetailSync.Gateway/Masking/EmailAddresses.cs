namespace RetailSync.Gateway.Masking;

/// <summary>Finds e-mail addresses, with the sign as it is or as <c>%40</c>.</summary>
internal static class EmailAddresses
{
    private const string Escaped = "%40";

    /// <summary>Adds every address of the text. Linear in the text's length: no character is looked at by two addresses more than once on each side.</summary>
    public static void Find(ReadOnlySpan<char> text, ref Finds finds)
    {
        Find(text, "@", ref finds);
        Find(text, Escaped, ref finds);
    }

    private static void Find(ReadOnlySpan<char> text, string sign, ref Finds finds)
    {
        var position = 0;
        while (text[position..].IndexOf(sign, StringComparison.Ordinal) is var offset and >= 0)
        {
            var at = position + offset;
            var start = at;
            while (start > position && IsLocal(text[start - 1]))
            {
                start--;
            }

            var end = at + sign.Length;
            position = end;
            var (isDomain, last) = (false, end);
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '.'))
            {
                // The last label of a domain begins with a letter; that of a version does not (customers@1.2).
                isDomain = text[end] == '.' && end > position && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]) ? char.IsLetter(text[end + 1]) : isDomain;
                last = text[end] == '.' ? last : end + 1;
                end++;
            }

            if (start < at && isDomain)
            {
                finds.Add(start, last - start, "[email]");
            }
        }
    }

    private static bool IsLocal(char character) => char.IsLetterOrDigit(character) || character is '.' or '_' or '%' or '+' or '-' or '\'' or '!' or '#' or '$' or '&' or '*' or '~' or '^';
}
