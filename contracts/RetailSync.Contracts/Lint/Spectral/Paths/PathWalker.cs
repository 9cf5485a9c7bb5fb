using System.Globalization;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Lint.Spectral.Paths;

/// <summary>Finds what paths lead to.</summary>
/// <param name="follows">Whether references are followed, as if the document had what they name in their place.</param>
internal sealed class PathWalker(bool follows)
{
    /// <summary>Everything that a path leads to, each place once.</summary>
    public IReadOnlyList<PathNode> Find(JsonPath path, DocumentPlace start)
    {
        IReadOnlyList<PathNode> nodes = [new PathNode(start, "", null)];
        foreach (var step in path.Steps)
        {
            nodes = Take(step, nodes);
        }

        return nodes;
    }

    /// <summary>The children of a value.</summary>
    public IEnumerable<PathNode> Children(PathNode parent)
    {
        var (value, pointer) = (parent.Value, parent.Place.Pointer);
        foreach (var member in value.Members)
        {
            yield return Child(parent, member.Key, member.Value, $"{pointer}/{SubschemaKeywords.Escape(member.Key)}");
        }

        for (var i = 0; i < value.Items.Count; i++)
        {
            var key = i.ToString(CultureInfo.InvariantCulture);
            yield return Child(parent, key, value.Items[i], $"{pointer}/{key}");
        }
    }

    /// <summary>One child; null when there is no such key or position.</summary>
    public PathNode? Child(PathNode parent, string key)
    {
        if (parent.Value.TryFind(key, out var member))
        {
            return Child(parent, key, member.Value, $"{parent.Place.Pointer}/{SubschemaKeywords.Escape(key)}");
        }

        return parent.Value.Kind == SourceKind.List && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position < parent.Value.Items.Count
            ? Child(parent, key, parent.Value.Items[position], $"{parent.Place.Pointer}/{position}")
            : null;
    }

    private PathNode Child(PathNode parent, string key, SourceNode value, string pointer)
    {
        var place = parent.Place with { Node = value, Pointer = pointer };
        var isMixed = value["$ref"] is not null && value.Members.Count > 1;
        return new PathNode(follows ? DocumentPlace.Follow(place) ?? place : place, key, parent) is var node && isMixed ? node with { Pointer = pointer } : node;
    }

    private List<PathNode> Take(PathStep step, IReadOnlyList<PathNode> nodes)
    {
        var from = step.IsDeep ? Below(nodes) : nodes;

        // The same value under another key is another node to a filter that asks for the key.
        var taken = new HashSet<(SourceNode Value, string Key, string Pointer)>();
        List<PathNode> result = [];
        foreach (var node in from)
        {
            foreach (var found in Take(step, node))
            {
                if (taken.Add((found.Value, found.Key, found.Pointer)))
                {
                    result.Add(found);
                }
            }
        }

        return result;
    }

    private IEnumerable<PathNode> Take(PathStep step, PathNode node)
    {
        switch (step)
        {
            case PathStep.Named named:
                return named.Keys.Select(key => Child(node, key)).OfType<PathNode>();
            case PathStep.All:
                return Children(node);
            case PathStep.Slice slice:
                var count = node.Value.Items.Count;
                var (first, end) = (Clamp(slice.From, count), slice.To is { } to ? Clamp(to, count) : count);
                return Children(node).Where((_, position) => node.Value.Kind == SourceKind.List && position >= first && position < end);
            case PathStep.Filtered filtered:
                return Children(node).Where(child => FilterValue.IsTruthy(filtered.Condition(child)));
            case PathStep.Up:
                return node.Parent is { } parent ? [parent] : [];
            default:
                return node.Parent is null ? [] : [node with { Place = node.Place with { Node = KeyOf(node) } }];
        }
    }

    // A position in a list is a number.
    private static SourceNode KeyOf(PathNode node) =>
        new(node.Parent!.Value.Kind == SourceKind.List ? SourceKind.Number : SourceKind.Text, node.Key, node.Value.Line, node.Value.Column);

    private static int Clamp(int position, int count) => Math.Clamp(position < 0 ? count + position : position, 0, count);

    // Each value once, however many references lead to it: what is below it is the same each time.
    private List<PathNode> Below(IReadOnlyList<PathNode> nodes)
    {
        var seen = new HashSet<SourceNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<PathNode>(nodes.Reverse());
        List<PathNode> all = [];
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next.Value))
            {
                continue;
            }

            all.Add(next);
            foreach (var child in Children(next).Where(child => child.Value.Kind is SourceKind.Mapping or SourceKind.List).Reverse())
            {
                open.Push(child);
            }
        }

        return all;
    }
}
