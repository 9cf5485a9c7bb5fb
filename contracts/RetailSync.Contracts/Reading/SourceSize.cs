namespace RetailSync.Contracts.Reading;

/// <summary>How much a node is with all below it, aliases counted as often as they are used. Counting ends where a limit is passed.</summary>
internal struct SourceSize
{
    private readonly ReadingLimits _limits;

    private SourceSize(ReadingLimits limits) => _limits = limits;

    /// <summary>Nodes.</summary>
    public long Nodes { get; private set; }

    /// <summary>Characters of keys and values.</summary>
    public long Characters { get; private set; }

    /// <summary>Levels of mappings and lists.</summary>
    public int Height { get; private set; }

    /// <summary>Measures a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="limits">Where counting may end: a result beyond them says no more than that it is beyond them.</param>
    public static SourceSize Of(SourceNode node, ReadingLimits limits)
    {
        var size = new SourceSize(limits);
        size.Add(node, 0);
        return size;
    }

    private void Add(SourceNode node, int above)
    {
        Nodes++;
        Characters += node.Text.Length;
        if (node.Kind is not (SourceKind.Mapping or SourceKind.List))
        {
            return;
        }

        Height = Math.Max(Height, above + 1);
        foreach (var item in node.ItemArray)
        {
            if (IsWithin)
            {
                Add(item, above + 1);
            }
        }

        foreach (var member in node.MemberArray)
        {
            if (IsWithin)
            {
                Characters += member.Key.Length;
                Add(member.Value, above + 1);
            }
        }
    }

    private readonly bool IsWithin => Nodes <= _limits.Nodes && Characters <= _limits.Characters;
}
