using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>The schemas of a document, each once, with what they are used for. Filled first, then only read.</summary>
internal sealed class SchemaIndex
{
    private static readonly string[] Single =
        ["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "additionalItems", "contentSchema"];

    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];

    private static readonly string[] Maps = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"];

    private readonly Dictionary<SourceNode, SchemaEntry> _entries = new(ReferenceEqualityComparer.Instance);

    // Not the call stack: references can make a chain as long as the document.
    private readonly Stack<DocumentPlace> _open = [];

    /// <summary>All schemas, in the order they were met.</summary>
    public IEnumerable<SchemaEntry> All => _entries.Values;

    /// <summary>All properties of all object schemas.</summary>
    public IEnumerable<SchemaProperty> Properties(DocumentPlace root) => All.SelectMany(entry => Properties(entry, root));

    /// <summary>The properties that a schema lists itself.</summary>
    public IEnumerable<SchemaProperty> Properties(SchemaEntry entry, DocumentPlace root) =>
        entry.Node["properties"] is { Kind: SourceKind.Mapping } properties
            ? properties.Members.Select(member => Property(entry, member, root))
            : [];

    /// <summary>The entry of a schema, past references; null when it is in no index.</summary>
    public SchemaEntry? Find(SourceNode node, DocumentPlace root) =>
        DocumentPlace.Follow(root with { Node = node }) is { } place && _entries.TryGetValue(place.Node, out var entry) ? entry : null;

    /// <summary>Adds a schema and all that it is made of.</summary>
    public void Visit(DocumentPlace place, SchemaUses uses)
    {
        _open.Push(place);
        while (_open.TryPop(out var next))
        {
            Meet(next, uses);
        }
    }

    private void Meet(DocumentPlace place, SchemaUses uses)
    {
        // Properties beside a reference belong to the schema that has it (JSON Schema 2020-12); where they are ignored they do no harm.
        if (place.Node["$ref"] is not null && place.Node.Members.Any(member => Maps.Contains(member.Key) || member.Key == "allOf"))
        {
            Add(place, uses);
        }

        if (DocumentPlace.Follow(place) is { Node.Kind: SourceKind.Mapping } followed)
        {
            Add(followed, uses);
        }
    }

    private void Add(DocumentPlace place, SchemaUses uses)
    {
        if (_entries.TryGetValue(place.Node, out var entry))
        {
            if ((entry.Uses & uses) == uses)
            {
                return;
            }
        }
        else
        {
            _entries[place.Node] = entry = new SchemaEntry(place.Node, place.Pointer);
        }

        entry.Uses |= uses;
        foreach (var child in Children(place))
        {
            _open.Push(child);
        }
    }

    private static IEnumerable<DocumentPlace> Children(DocumentPlace place)
    {
        foreach (var key in Single)
        {
            if (place.Node[key] is { Kind: SourceKind.Mapping } one)
            {
                yield return place with { Node = one, Pointer = $"{place.Pointer}/{key}" };
            }
        }

        foreach (var key in Lists)
        {
            foreach (var (item, position) in (place.Node[key]?.Items ?? []).Select((item, position) => (item, position)))
            {
                yield return place with { Node = item, Pointer = $"{place.Pointer}/{key}/{position}" };
            }
        }

        foreach (var key in Maps)
        {
            foreach (var member in place.Node[key]?.Members ?? [])
            {
                yield return place with { Node = member.Value, Pointer = $"{place.Pointer}/{key}/{SubschemaKeywords.Escape(member.Key)}" };
            }
        }
    }

    private SchemaProperty Property(SchemaEntry entry, SourceMember member, DocumentPlace root) =>
        new(entry, member, $"{entry.Pointer}/properties/{SubschemaKeywords.Escape(member.Key)}", Find(member.Value, root));
}
