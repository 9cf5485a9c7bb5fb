using System.Buffers;

namespace RetailSync.Contracts.Reading;

/// <summary>Checks on YAML's bare characters, where the parser would guess or say too little.</summary>
internal static class YamlText
{
    // The parser ends the document silently at a NUL, and takes NEL, LS and PS for line breaks, which they are not in YAML 1.2.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(each => each is not ('\t' or '\n' or '\r')), .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code), '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF']);

    /// <summary>The first character that may not stand in a document as it is.</summary>
    public static (int Line, int Column, string Message)? FindForbidden(string text)
    {
        var offset = text.AsSpan().IndexOfAny(Forbidden);
        if (offset < 0)
        {
            return null;
        }

        var before = text.AsSpan(0, offset);
        return (before.Count('\n') + 1, offset - before.LastIndexOf('\n'), $"The character U+{(int)text[offset]:X4} may not stand here; write it as an escape in double quotes, or remove it.");
    }

    /// <summary>A tab that indents the given line or the next, which is what most errors about structure come from.</summary>
    public static (int Line, int Column, string Message)? FindIndentingTab(string text, int line)
    {
        var number = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            number++;
            if (number < line)
            {
                continue;
            }

            if (number > line + 1)
            {
                break;
            }

            var tab = content.IndexOfAnyExcept(' ');
            if (tab >= 0 && content[tab] == '\t')
            {
                return (number, tab + 1, "A tab indents this line; YAML is indented with spaces.");
            }
        }

        return null;
    }
}
