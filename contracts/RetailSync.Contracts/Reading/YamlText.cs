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

    /// <summary>
    /// The text without the spaces in blank lines at the top of block scalars (YAML 1.2, section 8.1.1.1), where they mean nothing, but YamlDotNet 18 refuses them: up to the
    /// indentation of the content, or as many as there are when no content follows. Lines stay where they are.
    /// </summary>
    public static string WithoutBlankTops(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            if (BlockParent(lines[i]) is not { } parent)
            {
                continue;
            }

            var first = i + 1;
            while (first < lines.Length && Indentation(lines[first]) is null)
            {
                first++;
            }

            var indentation = first < lines.Length ? Indentation(lines[first])!.Value : 0;
            for (var blank = i + 1; blank < first; blank++)
            {
                if (indentation <= parent || lines[blank].TrimEnd('\r').Length <= indentation)
                {
                    lines[blank] = lines[blank].EndsWith('\r') ? "\r" : "";
                }
            }

            // What stands inside a block scalar is no header, whatever it looks like.
            for (i = first - 1; i + 1 < lines.Length && (Indentation(lines[i + 1]) ?? int.MaxValue) > parent;)
            {
                i++;
            }
        }

        return string.Join('\n', lines);
    }

    // Spaces before the first character that is none; null for a blank line.
    private static int? Indentation(string line)
    {
        var first = line.AsSpan().IndexOfAnyExcept(' ');
        return first < 0 || line[first] == '\r' ? null : first;
    }

    // The indentation of the mapping or list whose value begins with | or > at the end of this line, without an indentation of its own.
    private static int? BlockParent(string line)
    {
        var rest = line.AsSpan().TrimEnd().TrimEnd("+-");
        if (rest.Length < 2 || rest[^1] is not ('|' or '>') || rest[^2] is not (' ' or '\t'))
        {
            return null;
        }

        var key = line.AsSpan().IndexOfAnyExcept(' ', '-');
        return key == rest.Length - 1 ? line.LastIndexOf('-', key) : key;
    }
}
