namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// Groups the code points that a pattern treats alike into numbered classes, so that a table needs a column per class and not one per
/// code point. Immutable, so safe to share between threads.
/// </summary>
internal sealed class CodePointClasses
{
    private const int AsciiLimit = 0x80;

    private readonly ushort[] _ascii;
    private readonly int[] _begins;
    private readonly ushort[] _classes;
    private readonly bool[][] _members;
    private readonly bool[] _words;

    private CodePointClasses(int[] begins, int[] classes, int count, IReadOnlyList<CodePointSet> sets, bool tellWordsApart)
    {
        Count = count;
        _members = [.. sets.Select(set => MembersOf(set, begins, classes, count))];
        _words = MembersOf(tellWordsApart ? EcmaSets.Word : CodePointSet.Empty, begins, classes, count);

        // 0x80 is always an edge, so the ranges from there on stand alone; neighbours of one class are one range.
        var firstWide = Array.BinarySearch(begins, AsciiLimit);
        var wide = Enumerable.Range(firstWide, begins.Length - firstWide)
            .Where(at => at == firstWide || classes[at] != classes[at - 1]).ToArray();
        _begins = [.. wide.Select(at => begins[at])];
        _classes = [.. wide.Select(at => (ushort)classes[at])];
        _ascii = new ushort[AsciiLimit];
        for (var codePoint = 0; codePoint < AsciiLimit; codePoint++)
        {
            var found = Array.BinarySearch(begins, codePoint);
            _ascii[codePoint] = (ushort)classes[found >= 0 ? found : ~found - 1];
        }
    }

    internal int Count { get; }

    /// <summary>The class of each ASCII character.</summary>
    internal ReadOnlySpan<ushort> Ascii => _ascii;

    /// <summary>Whether the code points of a class belong to the set of that number.</summary>
    internal bool IsMember(int set, int codePointClass) => _members[set][codePointClass];

    /// <summary>Whether the code points of a class are word characters; never, when that need not be told apart.</summary>
    internal bool IsWord(int codePointClass) => _words[codePointClass];

    /// <summary>The class of a code point from U+0080 on.</summary>
    internal ushort OfWide(int codePoint)
    {
        if (_begins.Length == 1)
        {
            return _classes[0];
        }

        var found = _begins.AsSpan().BinarySearch(codePoint);
        return _classes[found >= 0 ? found : ~found - 1];
    }

    /// <summary>The classes that tell these sets apart, or null when there would be more than <see cref="PatternLimits.Classes"/>.</summary>
    internal static CodePointClasses? Of(IReadOnlyList<CodePointSet> sets, bool tellWordsApart)
    {
        var dividing = tellWordsApart ? [.. sets, EcmaSets.Word] : sets;
        var edges = new SortedSet<int> { 0, AsciiLimit };
        foreach (var set in dividing)
        {
            edges.UnionWith(set.Edges.ToArray());
        }

        edges.Remove(CodePointSet.Limit);
        var begins = edges.ToArray();
        var classes = new int[begins.Length];
        var count = 1;
        foreach (var set in dividing)
        {
            count = Divide(set, begins, classes);
            if (count > PatternLimits.Classes)
            {
                return null;
            }
        }

        return new CodePointClasses(begins, classes, count, sets, tellWordsApart);
    }

    // Splits each class into what is in the set and what is not, and numbers the parts anew.
    private static int Divide(CodePointSet set, int[] begins, int[] classes)
    {
        var parts = new Dictionary<(int Class, bool Inside), int>();
        var edges = set.Edges;
        var passed = 0;
        for (var at = 0; at < begins.Length; at++)
        {
            while (passed < edges.Length && edges[passed] <= begins[at])
            {
                passed++;
            }

            var part = (classes[at], (passed & 1) == 1);
            if (!parts.TryGetValue(part, out var number))
            {
                number = parts.Count;
                parts.Add(part, number);
            }

            classes[at] = number;
        }

        return parts.Count;
    }

    private static bool[] MembersOf(CodePointSet set, int[] begins, int[] classes, int count)
    {
        var members = new bool[count];
        for (var at = 0; at < begins.Length; at++)
        {
            members[classes[at]] |= set.Contains(begins[at]);
        }

        return members;
    }
}
