using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas.Branches;
using RetailSync.Contracts.Schemas.Retail;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Schemas;

/// <summary>Makes schemas of a bundle into nodes. Each source is compiled once, however often it is referred to. One thread at a time.</summary>
/// <param name="bundle">What may be referred to.</param>
/// <param name="judgesFormats">Whether <c>format</c> is a rule, and not only a remark.</param>
/// <param name="faults">Receives what is wrong with the schemas.</param>
/// <param name="use">What the schemas are for.</param>
internal sealed partial class SchemaCompiler(SchemaBundle bundle, bool judgesFormats, ICollection<ConfigFault> faults, SchemaUse use = SchemaUse.Plain)
{
    // A schema whose fields are another system's where it is referred to is another node there.
    private readonly Dictionary<(SourceNode Source, int Owner), SchemaNode> _nodes = [];
    private readonly Queue<SchemaNode> _open = new();
    private readonly Dictionary<string, Patterns.CompiledPattern?> _patterns = new(StringComparer.Ordinal);
    private readonly HashSet<SourceNode> _endless = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether patterns are taken that only backtracking can judge, under a time limit. False by default: who sends bodies could use them against everybody else.</summary>
    public bool AllowsBacktracking { get; init; }

    /// <summary>Compiles a schema and all that it refers to. What is wrong goes to the faults, and the schema must not be used then.</summary>
    public SchemaNode Compile(SchemaPlace place)
    {
        var node = Get(place);
        while (_open.TryDequeue(out var next))
        {
            Fill(next);
            _filled.Add(next);
        }

        SettleOwners();
        return node;
    }

    /// <summary>The node of a schema, which is filled later, so that schemas may refer to themselves.</summary>
    private SchemaNode Get(SchemaPlace assumed, int owner = 0)
    {
        var place = Aliased(bundle.PlaceOf(assumed), ref owner);
        owner = owner == 0 ? OwnerOf(place) : owner;
        if (!_nodes.TryGetValue((place.Node, owner), out var node))
        {
            _nodes[(place.Node, owner)] = node = new SchemaNode(place) { Owner = owner };
            _open.Enqueue(node);
        }

        return node;
    }

    // Where a reference stands alone, what it names is taken itself.
    private SchemaPlace Aliased(SchemaPlace place, ref int owner)
    {
        HashSet<SourceNode>? seen = null;
        while (ReferenceOf(place) is { } reference && IsAlone(place) && bundle.Resolve(reference.Text, place.Resource) is { } target)
        {
            if (!(seen ??= new(ReferenceEqualityComparer.Instance)).Add(place.Node))
            {
                ToldOnce(place, reference, $"'{reference.Text}' leads back to itself through references alone.");
                break;
            }

            // The way over another resource has to be remembered where it decides what a dynamic reference names.
            if (bundle.IsDynamic && target.Resource != place.Resource)
            {
                break;
            }

            RefuseMisused(place);
            owner = owner == 0 ? OwnerOf(place) : owner;
            place = target;
        }

        return place;
    }

    private void ToldOnce(SchemaPlace place, SourceNode at, string message)
    {
        if (_endless.Add(place.Node))
        {
            Fault(place, at, message);
        }
    }

    private static SourceNode? ReferenceOf(SchemaPlace place) => place.Node["$ref"] is { Kind: SourceKind.Text } reference ? reference : null;

    private static bool IsAlone(SchemaPlace place)
    {
        var dialect = place.Resource.Dialect;
        if (dialect.ReferenceStandsAlone)
        {
            return true;
        }

        foreach (var member in place.Node.MemberArray)
        {
            if (member.Key != "$ref" && (member.Key == "$id" || dialect.Keywords.Contains(member.Key) || RetailKeywords.IsRule(member.Key)))
            {
                return false;
            }
        }

        return true;
    }

    private void Fill(SchemaNode node)
    {
        var place = node.Place;
        if (place.Node.Kind == SourceKind.Boolean)
        {
            node.Types = place.Node.Text == "true" ? ValueTypes.All : ValueTypes.None;
            node.LetsAllThrough = place.Node.Text == "true";
            return;
        }

        if (place.Node.Kind != SourceKind.Mapping)
        {
            Fault(place, place.Node, $"A schema is a mapping or true or false, but this is {place.Node.Description}.");
            return;
        }

        RefuseMisused(place);
        var keywords = new KeywordReader(place, faults);
        ReadTypes(node, keywords);
        node.Values = ReadValues(keywords);
        node.Numbers = ReadNumbers(keywords);
        node.Texts = ReadTexts(keywords);
        node.Arrays = ReadArrays(place, keywords);
        node.Objects = ReadObjects(place, keywords);
        node.Branches = [.. keywords.Has(KeywordGroups.Branches) ? ReadBranches(place, keywords, node.Owner) : [], .. ReadRetail(place)];
        node.UnevaluatedProperties = Child(place, keywords, "unevaluatedProperties");
        node.UnevaluatedItems = Child(place, keywords, "unevaluatedItems");
        node.LetsAllThrough = node is { Types: ValueTypes.All, Values: [], Numbers: null, Texts: null, Arrays: null, Objects: null, IsLayered: false, Owner: 0 };
        node.IsSimple = node is { LetsAllThrough: false, Values: [], IsLayered: false, Owner: 0 };
    }

    private SchemaNode? Child(SchemaPlace place, KeywordReader keywords, string keyword, int owner = 0) => keywords[keyword] is { } source ? Get(place.Below(keyword, source), owner) : null;

    private SchemaNode[] Children(SchemaPlace place, KeywordReader keywords, string keyword, int owner = 0) =>
        [.. keywords.List(keyword).Select((source, position) => Get(Part(place, keyword, place.Below(keyword, position, source)), owner))];

    // Core, section 10.2.1: the list must not be empty. Nothing could ever fit.
    private SchemaNode[] Alternatives(SchemaPlace place, KeywordReader keywords, string keyword, int owner)
    {
        if (keywords[keyword] is { Kind: SourceKind.List, Items.Count: 0 } empty)
        {
            Fault(place, empty, $"'{keyword}' has no schema, so that no value can fit. Leave it out, or put 'false'.");
        }

        return Children(place, keywords, keyword, owner);
    }

    private IEnumerable<Branch> ReadBranches(SchemaPlace place, KeywordReader keywords, int owner)
    {
        if (ReadReferences(place, keywords, owner) is { Count: > 0 } references)
        {
            yield return new AllOf([.. references]);
        }

        if (ReadDynamic(place, keywords, owner) is { } dynamic)
        {
            yield return dynamic;
        }

        if (Children(place, keywords, "allOf", owner) is { Length: > 0 } all)
        {
            yield return new AllOf(all);
        }

        if (Alternatives(place, keywords, "anyOf", owner) is { Length: > 0 } any)
        {
            yield return Discriminate(place, any, isOneOf: false, owner) ?? (Branch)new AnyOf(any);
        }

        if (Alternatives(place, keywords, "oneOf", owner) is { Length: > 0 } one)
        {
            yield return Discriminate(place, one, isOneOf: true, owner) ?? (Branch)new OneOf(one);
        }

        if (Child(place, keywords, "not") is { } not)
        {
            yield return new Not(not);
        }

        if (Child(place, keywords, "if") is { } condition)
        {
            yield return new Conditional(condition, Child(place, keywords, "then", owner), Child(place, keywords, "else", owner));
        }

        foreach (var keyword in (string[])["dependentSchemas", "dependencies"])
        {
            foreach (var member in keywords.Members(keyword).Where(member => member.Value.Kind != SourceKind.List))
            {
                var schema = Get(place.Below(keyword, member.Key, member.Value), owner);
                yield return new DependentSchema(System.Text.Encoding.UTF8.GetBytes(member.Key), schema);
            }
        }
    }

    private List<SchemaNode> ReadReferences(SchemaPlace place, KeywordReader keywords, int owner)
    {
        var found = new List<SchemaNode>();
        if (keywords["$ref"] is { } reference)
        {
            found.AddRange(Named(place, reference, owner) is { } named ? [named] : []);
        }

        return found;
    }

    private SchemaNode? Named(SchemaPlace place, SourceNode reference, int owner)
    {
        if (reference.Kind != SourceKind.Text)
        {
            Fault(place, reference, $"A reference must be a text such as '#/components/schemas/Customer', but is {reference.Description}.");
            return null;
        }

        if (bundle.Resolve(reference.Text, place.Resource) is not { } target)
        {
            Fault(place, reference, $"'{reference.Text}' leads nowhere. Files and addresses are never opened: what it names must be in the same upload.");
            return null;
        }

        return Get(target, owner);
    }

    private DynamicReference? ReadDynamic(SchemaPlace place, KeywordReader keywords, int owner)
    {
        var reference = keywords["$dynamicRef"] ?? keywords["$recursiveRef"];
        if (reference is null || Named(place, reference, owner) is not { } named)
        {
            return null;
        }

        // Only where the schema that is named is itself an anchor of that name does the way matter.
        var anchor = keywords["$dynamicRef"] is null ? "" : reference.Text[(reference.Text.IndexOf('#', StringComparison.Ordinal) + 1)..];
        var isDynamic = bundle.Resolve(reference.Text, place.Resource) is { } target && target.Resource.DynamicAnchors.TryGetValue(anchor, out var own) && ReferenceEquals(own.Node, target.Node);
        var candidates = new Dictionary<SchemaResource, SchemaNode>();
        if (isDynamic)
        {
            foreach (var resource in bundle.Resources.ToList())
            {
                if (resource.DynamicAnchors.TryGetValue(anchor, out var candidate))
                {
                    candidates[resource] = Get(candidate, owner);
                }
            }
        }

        return new DynamicReference(named, candidates);
    }

    private void Fault(SchemaPlace place, SourceNode at, string message) => faults.Add(new ConfigFault(place.Resource.Document.Locate(at), message));
}
