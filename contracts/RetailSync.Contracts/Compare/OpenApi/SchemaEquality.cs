using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Whether two values say the same once references are followed. Remembers what it has found. Not thread-safe.</summary>
internal sealed class SchemaEquality(Side old, Side @new)
{
    // Lists whose order says nothing.
    private static readonly HashSet<string> Sets = ["required", "enum", "type"];

    private readonly Dictionary<(SourceNode, SourceNode), bool> _known = [];
    private readonly HashSet<(SourceNode, SourceNode)> _open = [];

    /// <summary>Whether both say the same. A pair that is being looked at is taken to.</summary>
    public bool AreSame(SourceNode left, SourceNode right, string key = "")
    {
        left = old.Follow(left, out var reference);
        right = @new.Follow(right, out var other);
        if (left.Kind != SourceKind.Mapping || right.Kind != SourceKind.Mapping)
        {
            return AreSameValues(left, right, key);
        }

        if (reference is null && other is null)
        {
            return AreSameMappings(left, right);
        }

        if (_known.TryGetValue((left, right), out var known))
        {
            return known;
        }

        if (!_open.Add((left, right)))
        {
            return true;
        }

        var same = AreSameMappings(left, right);
        _open.Remove((left, right));

        // While an outer pair is open, yes rests on an assumption; no does not.
        if (!same || _open.Count == 0)
        {
            _known[(left, right)] = same;
        }

        return same;
    }

    /// <summary>Whether two plain values are the same, numbers by their value.</summary>
    public static bool AreSameValues(SourceNode left, SourceNode right) => left.Kind == right.Kind && left.Kind switch
    {
        SourceKind.Mapping => left.Members.Count == right.Members.Count && left.Members.All(member => right[member.Key] is { } other && AreSameValues(member.Value, other)),
        SourceKind.List => left.Items.Count == right.Items.Count && left.Items.Zip(right.Items).All(pair => AreSameValues(pair.First, pair.Second)),
        SourceKind.Number => left.Text == right.Text || ExactNumber.Parse(left.Text).Equals(ExactNumber.Parse(right.Text)),
        _ => left.Text == right.Text,
    };

    private bool AreSameMappings(SourceNode left, SourceNode right) =>
        left.Members.Count == right.Members.Count && left.Members.All(member => right[member.Key] is { } other && AreSame(member.Value, other, member.Key));

    private bool AreSameValues(SourceNode left, SourceNode right, string key)
    {
        if (left.Kind != SourceKind.List || right.Kind != SourceKind.List)
        {
            return AreSameValues(left, right);
        }

        if (left.Items.Count != right.Items.Count)
        {
            return false;
        }

        return Sets.Contains(key)
            ? left.Items.All(item => right.Items.Any(other => AreSameValues(item, other)))
            : left.Items.Zip(right.Items).All(pair => AreSame(pair.First, pair.Second));
    }
}
