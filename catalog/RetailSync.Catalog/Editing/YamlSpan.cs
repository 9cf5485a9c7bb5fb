using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RetailSync.Catalog;

/// <summary>A YAML node and where its text begins and ends, so that the text can be edited and everything around it kept. An alias is a node without content. Immutable.</summary>
internal sealed record YamlSpan
{
    /// <summary>The first character.</summary>
    public required int Start { get; init; }

    /// <summary>The character after the last one. Comments and blank lines that follow do not count.</summary>
    public required int End { get; init; }

    /// <summary>How far the first character is indented; 0 at the left margin.</summary>
    public required int Column { get; init; }

    /// <summary>The text of a scalar; null for mappings and lists.</summary>
    public string? Scalar { get; init; }

    /// <summary>The entries of a mapping; null for scalars and lists.</summary>
    public IReadOnlyList<(YamlSpan Key, YamlSpan Value)>? Entries { get; init; }

    /// <summary>The items of a list; null for scalars and mappings.</summary>
    public IReadOnlyList<YamlSpan>? Items { get; init; }

    /// <summary>Whether it is written in braces or brackets.</summary>
    public bool IsFlow { get; init; }

    /// <summary>Whether it holds nothing: an empty list or mapping, or a key without a value.</summary>
    public bool IsEmpty => Scalar is "" or "~" or "null" || Items is { Count: 0 } || Entries is { Count: 0 };

    /// <summary>Reads the first document of <paramref name="text"/>; null when it holds none.</summary>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static YamlSpan? Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        return parser.TryConsume<DocumentStart>(out _) ? ReadNode(parser, text) : null;
    }

    /// <summary>The entry of a mapping with this key; null when there is none.</summary>
    public (YamlSpan Key, YamlSpan Value)? Entry(string key)
    {
        foreach (var entry in Entries ?? [])
        {
            if (entry.Key.Scalar == key)
            {
                return entry;
            }
        }

        return null;
    }

    private static YamlSpan ReadNode(IParser parser, string text)
    {
        if (parser.TryConsume<MappingStart>(out var mapping))
        {
            return ReadMapping(parser, text, mapping);
        }

        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            return ReadList(parser, text, sequence);
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var end = (int)scalar.End.Index;
            if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            {
                // A block scalar's text reaches to the next node, blank lines included.
                end = text.AsSpan(0, end).TrimEnd().Length;
            }

            return new YamlSpan { Start = (int)scalar.Start.Index, End = end, Column = Indent(scalar), Scalar = scalar.Value };
        }

        var alias = parser.Consume<AnchorAlias>();
        return new YamlSpan { Start = (int)alias.Start.Index, End = (int)alias.End.Index, Column = Indent(alias) };
    }

    private static YamlSpan ReadMapping(IParser parser, string text, MappingStart start)
    {
        var entries = new List<(YamlSpan Key, YamlSpan Value)>();
        while (!parser.Accept<MappingEnd>(out _))
        {
            entries.Add((ReadNode(parser, text), ReadNode(parser, text)));
        }

        var end = parser.Consume<MappingEnd>();
        var isFlow = start.Style == MappingStyle.Flow;
        return new YamlSpan
        {
            Start = (int)start.Start.Index,
            End = isFlow ? (int)end.Start.Index + 1 : entries[^1].Value.End,
            Column = Indent(start),
            Entries = entries,
            IsFlow = isFlow,
        };
    }

    private static YamlSpan ReadList(IParser parser, string text, SequenceStart start)
    {
        var items = new List<YamlSpan>();
        while (!parser.Accept<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, text));
        }

        var end = parser.Consume<SequenceEnd>();
        var isFlow = start.Style == SequenceStyle.Flow;
        return new YamlSpan
        {
            Start = (int)start.Start.Index,
            End = isFlow ? (int)end.Start.Index + 1 : items[^1].End,
            Column = Indent(start),
            Items = items,
            IsFlow = isFlow,
        };
    }

    private static int Indent(ParsingEvent @event) => (int)@event.Start.Column - 1;
}
