namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>A set of Unicode code points. Immutable, so safe to share between threads.</summary>
internal sealed class CodePointSet : IEquatable<CodePointSet>
{
    /// <summary>The first number past the code points.</summary>
    internal const int Limit = 0x110000;

    // Rising. The code point at an even index begins a run of members, the one at an odd index is the first after it.
    private readonly int[] _edges;

    private CodePointSet(int[] edges) => _edges = edges;

    /// <summary>No code point.</summary>
    internal static CodePointSet Empty { get; } = new([]);

    /// <summary>Every code point.</summary>
    internal static CodePointSet All { get; } = new([0, Limit]);

    /// <summary>Where membership changes, rising: a run begins, a run is over, and so on.</summary>
    internal ReadOnlySpan<int> Edges => _edges;

    internal static CodePointSet Of(int codePoint) => new([codePoint, codePoint + 1]);

    /// <summary>The union of ranges, both ends included, in any order and overlapping as they like.</summary>
    internal static CodePointSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var sorted = ranges.OrderBy(range => range.First).ToList();
        var edges = new List<int>(sorted.Count * 2);
        foreach (var (first, last) in sorted)
        {
            if (edges.Count > 0 && first <= edges[^1])
            {
                edges[^1] = Math.Max(edges[^1], last + 1);
                continue;
            }

            edges.Add(first);
            edges.Add(last + 1);
        }

        return new CodePointSet([.. edges]);
    }

    internal static CodePointSet Union(IEnumerable<CodePointSet> sets) => Of(sets.SelectMany(set => set.Ranges()));

    /// <summary>The runs of members, both ends included.</summary>
    internal IEnumerable<(int First, int Last)> Ranges()
    {
        for (var at = 0; at < _edges.Length; at += 2)
        {
            yield return (_edges[at], _edges[at + 1] - 1);
        }
    }

    internal CodePointSet Complement()
    {
        var edges = new List<int>(_edges.Length + 2);
        if (_edges.Length == 0 || _edges[0] != 0)
        {
            edges.Add(0);
        }

        edges.AddRange(_edges.Where(edge => edge is not 0 and not Limit));
        if (_edges.Length == 0 || _edges[^1] != Limit)
        {
            edges.Add(Limit);
        }

        // All of it: the complement has no run, and the two checks above left none open.
        return edges.Count == 0 ? Empty : new CodePointSet([.. edges]);
    }

    internal bool Contains(int codePoint)
    {
        var found = Array.BinarySearch(_edges, codePoint);
        return ((found >= 0 ? found : ~found - 1) & 1) == 0;
    }

    public bool Equals(CodePointSet? other) => other is not null && _edges.AsSpan().SequenceEqual(other._edges);

    public override bool Equals(object? obj) => Equals(obj as CodePointSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var edge in _edges)
        {
            hash.Add(edge);
        }

        return hash.ToHashCode();
    }
}
