using System.Diagnostics.CodeAnalysis;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Schemas;

/// <summary>
/// The documents that schemas may refer to, by address. Nothing outside is ever opened. Filled first, then only read; not safe to fill from several threads.
/// </summary>
internal sealed class SchemaBundle
{
    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<SourceNode, SchemaPlace> _places = new(ReferenceEqualityComparer.Instance);

    // What was found for pointers into a resource itself; what was not may be there once more schemas were looked through.
    private readonly Dictionary<(SchemaResource From, string Reference), SchemaPlace> _found = [];

    /// <summary>Whether a schema refers to what depends on the way that led to it.</summary>
    public bool IsDynamic { get; private set; }

    /// <summary>The systems that own fields.</summary>
    public OwnerList Owners { get; } = new();

    /// <summary>All resources.</summary>
    public IEnumerable<SchemaResource> Resources => _resources.Values;

    /// <summary>Adds a document that is a schema.</summary>
    /// <param name="address">Its absolute address.</param>
    /// <param name="document">The document.</param>
    /// <param name="dialect">How it is read when it does not say itself.</param>
    public SchemaResource Add(string address, SourceDocument document, SchemaDialect dialect)
    {
        var resource = Register(address, document.Root, document, DialectOf(document.Root) ?? dialect);
        return Index(new SchemaPlace(document.Root, resource, "")).Resource;
    }

    /// <summary>Adds a document that holds schemas, such as an OpenAPI description.</summary>
    /// <param name="address">Its absolute address.</param>
    /// <param name="document">The document.</param>
    /// <param name="dialect">How its schemas are read.</param>
    public SchemaResource AddHolder(string address, SourceDocument document, SchemaDialect dialect) => Register(address, document.Root, document, dialect);

    /// <summary>Where a schema stands; one that was not met before is looked through first.</summary>
    public SchemaPlace PlaceOf(SchemaPlace assumed) => _places.TryGetValue(assumed.Node, out var known) ? known : Index(assumed);

    /// <summary>What a reference names; null when that is in none of the documents.</summary>
    /// <param name="reference">A URI reference (RFC 3986).</param>
    /// <param name="from">The resource in which it stands.</param>
    public SchemaPlace? Resolve(string reference, SchemaResource from)
    {
        if (_found.TryGetValue((from, reference), out var known))
        {
            return known;
        }

        var place = Find(reference, from);
        if (place is not null && reference.StartsWith("#/", StringComparison.Ordinal))
        {
            _found.Add((from, reference), place.Value);
        }

        return place;
    }

    private SchemaPlace? Find(string reference, SchemaResource from)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var (path, fragment) = hash < 0 ? (reference, "") : (reference[..hash], Uri.UnescapeDataString(reference[(hash + 1)..]));
        if (!TryFind(path, from, out var resource))
        {
            return null;
        }

        if (fragment.Length > 0 && fragment[0] != '/')
        {
            return resource.Anchors.TryGetValue(fragment, out var anchored) ? anchored : null;
        }

        return JsonPointer.IsValid(fragment) && JsonPointer.TryFollow(resource.Root, fragment, out var found) ? PlaceOf(new SchemaPlace(found.Value, resource, fragment)) : null;
    }

    private bool TryFind(string path, SchemaResource from, [NotNullWhen(true)] out SchemaResource? resource)
    {
        resource = from;
        return path.Length == 0 || (Combine(from.Address, path) is { } address && _resources.TryGetValue(address, out resource));
    }

    private SchemaResource Register(string address, SourceNode root, SourceDocument document, SchemaDialect dialect)
    {
        var resource = new SchemaResource(address, root, document, dialect);
        _resources[address] = resource;
        return resource;
    }

    // Looks through a schema for names; each schema is met once.
    private SchemaPlace Index(SchemaPlace place)
    {
        place = Named(place);
        if (!_places.TryAdd(place.Node, place) || place.Node.Kind != SourceKind.Mapping)
        {
            return place;
        }

        var (node, resource, dialect) = (place.Node, place.Resource, place.Resource.Dialect);
        if (dialect.Keywords.Contains("$anchor") && node["$anchor"] is { Kind: SourceKind.Text } anchor)
        {
            resource.Anchors[anchor.Text] = place;
        }

        if (dialect.Keywords.Contains("$dynamicAnchor") && node["$dynamicAnchor"] is { Kind: SourceKind.Text } dynamic)
        {
            resource.Anchors[dynamic.Text] = resource.DynamicAnchors[dynamic.Text] = place;
            IsDynamic = true;
        }

        if (dialect.Keywords.Contains("$recursiveAnchor") && node["$recursiveAnchor"] is { Kind: SourceKind.Boolean, Text: "true" })
        {
            resource.DynamicAnchors[""] = place;
            IsDynamic = true;
        }

        foreach (var inner in SubschemaKeywords.Of(place))
        {
            Index(inner);
        }

        return place;
    }

    // A schema with an id begins a resource of its own, unless the id is a fragment, which only names a place (up to draft 7).
    private SchemaPlace Named(SchemaPlace place)
    {
        var (node, resource) = (place.Node, place.Resource);
        if (resource.Dialect.IdKeyword is not { } keyword || node[keyword] is not { Kind: SourceKind.Text } id || (resource.Dialect.ReferenceStandsAlone && node["$ref"] is not null))
        {
            return place;
        }

        var hash = id.Text.IndexOf('#', StringComparison.Ordinal);
        var (path, fragment) = hash < 0 ? (id.Text, "") : (id.Text[..hash], id.Text[(hash + 1)..]);
        if (path.Length > 0 && Combine(resource.Address, path) is { } address && (address != resource.Address || !ReferenceEquals(node, resource.Root)))
        {
            place = new SchemaPlace(node, Register(address, node, resource.Document, DialectOf(node) ?? resource.Dialect), "");
        }

        if (fragment.Length > 0)
        {
            place.Resource.Anchors[fragment] = place;
        }

        return place;
    }

    // A meta-schema of one's own may leave the validation vocabulary out (core, section 8.1.2).
    private SchemaDialect? DialectOf(SourceNode root)
    {
        if (root["$schema"] is not { Kind: SourceKind.Text } schema)
        {
            return null;
        }

        if (SchemaDialect.Find(schema.Text) is { } known)
        {
            return known;
        }

        if (!_resources.TryGetValue(schema.Text.TrimEnd('#'), out var own) || own.Root["$vocabulary"] is not { } vocabulary)
        {
            return null;
        }

        var dialect = own.Dialect;
        return vocabulary.Members.Any(member => member.Key.EndsWith("/vocab/validation", StringComparison.Ordinal)) ? dialect : dialect.WithoutValidation();
    }

    private static string? Combine(string address, string reference) =>
        Uri.TryCreate(new Uri(address), reference, out var combined) ? combined.AbsoluteUri.TrimEnd('#') : null;
}
