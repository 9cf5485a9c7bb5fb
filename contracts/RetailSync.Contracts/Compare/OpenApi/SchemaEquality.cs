using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Whether two values say the same once references are followed. Remembers what it has found. Not thread-safe.</summary>
/// <remarks>
/// What stands behind references is compared pair by pair from a list of what is left to do, and differences then flow back to whoever refers to them: neither long chains of
/// references nor schemas that are reached in many ways cost more than the pairs there are.
/// </remarks>
internal sealed class SchemaEquality(Side old, Side @new)
{
    // Beyond this many pairs the rest counts as different, and whoever asked looks closer.
    private const int MostPairs = 1_000_000;

    // Lists whose order says nothing.
    private static readonly HashSet<string> Sets = ["required", "enum", "type"];

    private readonly Dictionary<(SourceNode Left, SourceNode Right), bool> _known = [];

    // The pairs behind references that were met while one pair is compared; null while nobody gathers them.
    private List<(SourceNode Left, SourceNode Right)>? _met;

    /// <summary>Whether both say the same.</summary>
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

        if (_met is not null)
        {
            _met.Add((left, right));
            return true;
        }

        Explore((left, right));
        return _known[(left, right)];
    }

    /// <summary>Whether two plain values are the same, numbers by their value.</summary>
    public static bool AreSameValues(SourceNode left, SourceNode right) => left.Kind == right.Kind && left.Kind switch
    {
        SourceKind.Mapping => left.Members.Count == right.Members.Count && left.Members.All(member => right[member.Key] is { } other && AreSameValues(member.Value, other)),
        SourceKind.List => left.Items.Count == right.Items.Count && left.Items.Zip(right.Items).All(pair => AreSameValues(pair.First, pair.Second)),
        SourceKind.Number => left.Text == right.Text || ExactNumber.Parse(left.Text).Equals(ExactNumber.Parse(right.Text)),
        _ => left.Text == right.Text,
    };

    private void Explore((SourceNode Left, SourceNode Right) start)
    {
        var users = new Dictionary<(SourceNode, SourceNode), List<(SourceNode, SourceNode)>>();
        var different = new Queue<(SourceNode, SourceNode)>();
        var seen = new HashSet<(SourceNode, SourceNode)> { start };
        var waiting = new Stack<(SourceNode Left, SourceNode Right)>([start]);
        while (waiting.TryPop(out var pair))
        {
            List<(SourceNode Left, SourceNode Right)> met = _met = [];
            var areSame = _known.Count + seen.Count <= MostPairs && AreSameMappings(pair.Left, pair.Right);
            _met = null;
            if (!areSame)
            {
                different.Enqueue(pair);
                continue;
            }

            foreach (var used in met)
            {
                if (!users.TryGetValue(used, out var list))
                {
                    users.Add(used, list = []);
                }

                list.Add(pair);
                if (seen.Add(used))
                {
                    waiting.Push(used);
                }
            }
        }

        foreach (var pair in seen)
        {
            _known[pair] = true;
        }

        while (different.TryDequeue(out var pair))
        {
            if (_known[pair])
            {
                _known[pair] = false;
                users.GetValueOrDefault(pair)?.ForEach(different.Enqueue);
            }
        }
    }

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
