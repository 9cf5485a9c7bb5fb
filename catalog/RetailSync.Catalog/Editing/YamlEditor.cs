namespace RetailSync.Catalog;

/// <summary>Edits YAML text in place: what it does not touch stays as it was, comments, blank lines and line ends included.</summary>
/// <remarks>Every method returns the whole new text. Positions come from <see cref="YamlSpan"/> and hold for the text that it was read from only.</remarks>
internal sealed class YamlEditor(string text)
{
    private readonly string _newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>Adds an item to the list under <paramref name="key"/>, and the list itself when the mapping has none.</summary>
    /// <param name="mapping">The mapping that holds the list.</param>
    /// <param name="key">The list's key.</param>
    /// <param name="lines">The item over several lines, without the dash: used where the list is written with dashes.</param>
    /// <param name="inline">The item on one line: used where the list is written in brackets.</param>
    public string AddItem(YamlSpan mapping, string key, IReadOnlyList<string> lines, string inline)
    {
        if (mapping.Entry(key) is not { } entry)
        {
            return mapping.IsFlow
                ? AddToFlow(mapping, $"{key}: [{inline}]")
                : InsertLines(mapping.End, [Pad(mapping.Column) + key + ":", .. Item(mapping.Column + 2, lines)]);
        }

        var list = entry.Value;
        if (mapping.IsFlow || (list.IsFlow && !list.IsEmpty))
        {
            return list.IsFlow ? AddToFlow(list, inline) : Splice(AfterColon(entry.Key), list.End, $" [{inline}]");
        }

        if (!list.IsEmpty)
        {
            var spaced = list.Items is not [.., var last] || list.Items.Count < 2 || IsAfterBlankLine(last);
            return InsertLines(list.End, [.. spaced && lines.Count > 1 ? [""] : Array.Empty<string>(), .. Item(list.Column, lines)]);
        }

        // "keys: []" and "keys:" become a list with dashes; a comment on that line stays there.
        var colon = AfterColon(entry.Key);
        var emptied = Splice(colon, Math.Max(colon, list.End), "");
        return new YamlEditor(emptied).InsertLines(colon, Item(mapping.Column + 2, lines));
    }

    /// <summary>Sets a scalar of a mapping.</summary>
    public string SetScalar(YamlSpan mapping, string key, string value)
    {
        if (mapping.Entry(key) is { } entry)
        {
            return Splice(AfterColon(entry.Key), Math.Max(AfterColon(entry.Key), entry.Value.End), $" {value}");
        }

        return mapping.IsFlow ? AddToFlow(mapping, $"{key}: {value}") : InsertLines(mapping.End, [$"{Pad(mapping.Column)}{key}: {value}"]);
    }

    /// <summary>Removes an item from the list under <paramref name="key"/>.</summary>
    public string RemoveItem(YamlSpan mapping, string key, int index)
    {
        var (name, list) = mapping.Entry(key) ?? throw new ArgumentException($"There is no list '{key}'.", nameof(key));
        var items = list.Items ?? throw new ArgumentException($"'{key}' is not a list.", nameof(key));
        if (list.IsFlow)
        {
            return items.Count == 1 ? Splice(items[0].Start, items[0].End, "")
                : index == 0 ? Splice(items[0].Start, items[1].Start, "")
                : Splice(items[index - 1].End, items[index].End, "");
        }

        var dash = text.LastIndexOf('-', items[index].Start - 1);
        var without = Splice(text.LastIndexOf('\n', dash) + 1, NextLine(items[index].End), "");
        return items.Count == 1 ? without.Insert(AfterColon(name), " []") : without;
    }

    private static string[] Item(int indent, IReadOnlyList<string> lines) =>
        [.. lines.Select((line, index) => Pad(indent) + (index == 0 ? "- " : "  ") + line)];

    private static string Pad(int columns) => new(' ', columns);

    private string AddToFlow(YamlSpan collection, string part)
    {
        var last = collection.Entries is { Count: > 0 } entries ? entries[^1].Value.End
            : collection.Items is { Count: > 0 } items ? items[^1].End
            : -1;
        return last < 0 ? Splice(collection.Start + 1, collection.End - 1, part) : Splice(last, last, ", " + part);
    }

    private string InsertLines(int after, IReadOnlyList<string> lines)
    {
        var next = NextLine(after);
        var joined = string.Join(_newLine, lines) + _newLine;
        return next > 0 && text[next - 1] != '\n' ? text + _newLine + joined : Splice(next, next, joined);
    }

    private int NextLine(int position)
    {
        var end = text.IndexOf('\n', position);
        return end < 0 ? text.Length : end + 1;
    }

    private int AfterColon(YamlSpan key) => text.IndexOf(':', key.End) + 1;

    private bool IsAfterBlankLine(YamlSpan item)
    {
        var before = text.AsSpan(0, text.LastIndexOf('\n', item.Start - 1) + 1);
        while (before.Length > 0)
        {
            var line = before[(before[..^1].LastIndexOf('\n') + 1)..];
            if (!line.TrimStart().StartsWith('#'))
            {
                return line.IsWhiteSpace();
            }

            before = before[..^line.Length];
        }

        return false;
    }

    private string Splice(int start, int end, string replacement) => string.Concat(text.AsSpan(0, start), replacement, text.AsSpan(end));
}
