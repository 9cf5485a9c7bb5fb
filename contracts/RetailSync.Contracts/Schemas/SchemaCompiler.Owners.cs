using System.Text.RegularExpressions;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas.Retail;

namespace RetailSync.Contracts.Schemas;

/// <content>
/// <c>x-retailsync-owner</c>. On the way through references and <c>allOf</c>, <c>anyOf</c> and <c>oneOf</c> the outermost statement counts; what a property's schema says counts more than
/// what is said of its object.
/// </content>
internal sealed partial class SchemaCompiler
{
    private readonly Dictionary<SourceNode, int> _owners = new(ReferenceEqualityComparer.Instance);
    private readonly List<SchemaNode> _filled = [];

    [GeneratedRegex("^[a-z][a-z0-9-]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex SystemId { get; }

    // The number of the owner that a schema names; 0: it names none.
    private int OwnerOf(SchemaPlace place)
    {
        if (place.Node.Kind != SourceKind.Mapping || place.Node[RetailKeywords.Owner] is not { } source)
        {
            return 0;
        }

        if (!_owners.TryGetValue(source, out var number))
        {
            _owners[source] = number = ReadOwner(place, source);
        }

        return number;
    }

    private int ReadOwner(SchemaPlace place, SourceNode source)
    {
        if (source.Kind != SourceKind.Text || !SystemId.IsMatch(source.Text))
        {
            Fault(place, source, $"'{RetailKeywords.Owner}' must be the id of a system, in small letters, digits and hyphens, such as crm; it is {source.Description}.");
            return 0;
        }

        if (!bundle.Owners.TryNumber(source.Text, out var number))
        {
            Fault(place, source, $"'{source.Text}' is one owner too many: the schemas of a contract have at most {OwnerList.Most}.");
        }

        return number;
    }

    // When all nodes are filled: whose the properties of each object are.
    private void SettleOwners()
    {
        foreach (var node in bundle.Owners.Names.Count == 0 ? [] : _filled)
        {
            node.UnevaluatedOwners = node.UnevaluatedProperties is { } rest ? OwnersOf(rest, node) : default;
            if (node.Objects is not { } rules)
            {
                continue;
            }

            var owners = new PropertyOwners(
                [.. rules.Properties.Select(property => property is null ? default : OwnersOf(property, node))],
                [.. rules.Patterns.Select(pattern => OwnersOf(pattern.Schema, node))],
                rules.Additional is { } additional ? OwnersOf(additional, node) : default);
            if (!owners.Additional.IsNone || owners.Named.Concat(owners.Patterns).Any(masks => !masks.IsNone))
            {
                node.Objects = rules with { Owners = owners };
            }
        }

        _filled.Clear();
    }

    private static OwnerMasks OwnersOf(SchemaNode property, SchemaNode parent)
    {
        var (always, all) = (Union(property, branch => branch.Always), Union(property, branch => branch.Always.Concat(branch.Sometimes)));
        return all == 0 ? new OwnerMasks(parent.OwnerMask, parent.OwnerMask) : new OwnerMasks(always, all);
    }

    private static ulong Union(SchemaNode node, Func<Branch, IEnumerable<SchemaNode>> next)
    {
        var (mask, seen, open) = (0UL, new HashSet<SchemaNode>(), new Stack<SchemaNode>([node]));
        while (open.TryPop(out var part))
        {
            if (seen.Add(part))
            {
                mask |= part.OwnerMask;
                foreach (var schema in part.Branches.SelectMany(next))
                {
                    open.Push(schema);
                }
            }
        }

        return mask;
    }
}
