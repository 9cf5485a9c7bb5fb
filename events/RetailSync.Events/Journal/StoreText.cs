using System.Text;

namespace RetailSync.Events.Journal;

/// <summary>Texts as both databases can keep them. What a caller can put into a key or a path must never keep an outcome from being written.</summary>
internal static class StoreText
{
    /// <summary>The text; NUL and half surrogate pairs are replaced by U+FFFD. The same text when there are none.</summary>
    public static string Safe(string text)
    {
        var isSafe = true;
        for (var i = 0; i < text.Length && isSafe; i++)
        {
            isSafe = text[i] != '\0' && !char.IsSurrogate(text[i]);
        }

        if (isSafe)
        {
            return text;
        }

        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            safe.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return safe.ToString();
    }

    /// <summary>The same for a text that may be null, cut off at a length.</summary>
    public static string? Safe(string? text, int maxLength) => text is null ? null : Safe(text.Length <= maxLength ? text : text[..maxLength]);
}
