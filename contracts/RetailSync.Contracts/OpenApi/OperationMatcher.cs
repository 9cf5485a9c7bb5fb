using System.Collections.Frozen;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Finds the operation for a method and a path. Immutable; safe to use from many threads; allocates nothing per call.</summary>
/// <remarks>
/// Segment by segment, left to right, a literal goes before a mixed segment (the one with more literal characters first), and that before a
/// parameter. The first template that fits as a whole is the one: the method is looked up on it alone. Paths are case-sensitive, a trailing slash
/// makes another path, and an empty segment never fits a parameter.
/// </remarks>
internal sealed class OperationMatcher
{
    private readonly Node _root;

    /// <param name="paths">The templates with their operations. Those of templates of one shape come together.</param>
    public OperationMatcher(IReadOnlyList<(PathTemplate Template, IReadOnlyList<Operation> Operations)> paths)
    {
        _root = Build(paths, 0);
    }

    /// <summary>Looks a path up, then a method on it.</summary>
    public OperationMatch Match(string method, ReadOnlySpan<char> path) =>
        path.Length > 0 && path[0] == '/' && Find(_root, path[1..]) is { } methods ? methods.Find(method) : default;

    private static MethodTable? Find(Node node, ReadOnlySpan<char> rest)
    {
        var slash = rest.IndexOf('/');
        var segment = slash < 0 ? rest : rest[..slash];
        if (node.TryLiteral(segment, out var literal) && Descend(literal, rest, slash) is { } exact)
        {
            return exact;
        }

        if (segment.IsEmpty)
        {
            return null;
        }

        foreach (var (mixed, below) in node.Mixed)
        {
            if (mixed.Fits(segment) && Descend(below, rest, slash) is { } found)
            {
                return found;
            }
        }

        return node.Parameter is null ? null : Descend(node.Parameter, rest, slash);
    }

    // Each node of the tree is visited at most once per look-up, whatever the path.
    private static MethodTable? Descend(Node node, ReadOnlySpan<char> rest, int slash) =>
        slash < 0 ? node.Methods : Find(node, rest[(slash + 1)..]);

    private static Node Build(IReadOnlyList<(PathTemplate Template, IReadOnlyList<Operation> Operations)> paths, int depth)
    {
        var ends = paths.Where(path => path.Template.Segments.Count == depth).ToList();
        var below = paths
            .Where(path => path.Template.Segments.Count > depth)
            .GroupBy(path => path.Template.Segments[depth].Shape, StringComparer.Ordinal)
            .Select(group => (Segment: group.First().Template.Segments[depth], Node: Build([.. group], depth + 1)))
            .ToList();
        return new Node(
            ends.Count == 0 ? null : new MethodTable(ends.SelectMany(path => path.Operations)),
            below.Where(child => child.Segment.IsLiteral).ToFrozenDictionary(child => child.Segment.Shape, child => child.Node, StringComparer.Ordinal),
            [.. below
                .Where(child => child.Segment is { IsLiteral: false, IsParameter: false })
                .OrderByDescending(child => child.Segment.LiteralLength)
                .ThenBy(child => child.Segment.Shape, StringComparer.Ordinal)],
            below.Find(child => child.Segment.IsParameter).Node);
    }

    private sealed class Node
    {
        private readonly FrozenDictionary<string, Node>.AlternateLookup<ReadOnlySpan<char>> _literals;

        public Node(MethodTable? methods, FrozenDictionary<string, Node> literals, (PathSegment Segment, Node Node)[] mixed, Node? parameter)
        {
            Methods = methods;
            _literals = literals.GetAlternateLookup<ReadOnlySpan<char>>();
            Mixed = mixed;
            Parameter = parameter;
        }

        public MethodTable? Methods { get; }

        public (PathSegment Segment, Node Node)[] Mixed { get; }

        public Node? Parameter { get; }

        public bool TryLiteral(ReadOnlySpan<char> segment, out Node node) => _literals.TryGetValue(segment, out node!);
    }
}
