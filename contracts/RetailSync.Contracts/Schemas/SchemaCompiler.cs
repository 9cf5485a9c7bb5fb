using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas.Branches;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Schemas;

/// <summary>Makes schemas of a bundle into nodes. Each source is compiled once, however often it is referred to. One thread at a time.</summary>
/// <param name="bundle">What may be referred to.</param>
/// <param name="judgesFormats">Whether <c>format</c> is a rule, and not only a remark.</param>
/// <param name="faults">Receives what is wrong with the schemas.</param>
/// <param name="use">What the schemas are for.</param>
internal sealed partial class SchemaCompiler(SchemaBundle bundle, bool judgesFormats, ICollection<ConfigFault> faults, SchemaUse use = SchemaUse.Plain)
{
    private readonly Dictionary<SourceNode, SchemaNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<SchemaNode> _open = new();
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
        }

        return node;
    }

    /// <summary>The node of a schema, which is filled later, so that schemas may refer to themselves.</summary>
    private SchemaNode Get(SchemaPlace assumed)
    {
        var place = bundle.PlaceOf(assumed);
        place = Aliased(place);
        if (!_nodes.TryGetValue(place.Node, out var node))
        {
            _nodes[place.Node] = node = new SchemaNode(place);
            _open.Enqueue(node);
        }

        return node;
    }

    // Where a reference stands alone, what it names is taken itself.
    private SchemaPlace Aliased(SchemaPlace place)
    {
        var seen = new HashSet<SourceNode>(ReferenceEqualityComparer.Instance);
        while (ReferenceOf(place) is { } reference && IsAlone(place) && bundle.Resolve(reference.Text, place.Resource) is { } target)
        {
            if (!seen.Add(place.Node))
            {
                ToldOnce(place, reference, $"'{reference.Text}' leads back to itself through references alone.");
                break;
            }

            // The way over another resource has to be remembered where it decides what a dynamic reference names.
            if (bundle.IsDynamic && target.Resource != place.Resource)
            {
                break;
            }

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

    private static bool IsAlone(SchemaPlace place) =>
        place.Resource.Dialect.ReferenceStandsAlone || place.Node.Members.All(member => member.Key == "$ref" || (!place.Resource.Dialect.Keywords.Contains(member.Key) && member.Key != "$id"));

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

        var keywords = new KeywordReader(place, faults);
        ReadTypes(node, keywords);
        node.Values = ReadValues(keywords);
        node.Numbers = ReadNumbers(keywords);
        node.Texts = ReadTexts(keywords);
        node.Arrays = ReadArrays(place, keywords);
        node.Objects = ReadObjects(place, keywords);
        node.Branches = [.. ReadBranches(place, keywords)];
        node.UnevaluatedProperties = Child(place, keywords, "unevaluatedProperties");
        node.UnevaluatedItems = Child(place, keywords, "unevaluatedItems");
        node.LetsAllThrough = node is { Types: ValueTypes.All, Values: [], Numbers: null, Texts: null, Arrays: null, Objects: null, IsLayered: false };
        node.IsSimple = node is { LetsAllThrough: false, Values: [], IsLayered: false };
    }

    private SchemaNode? Child(SchemaPlace place, KeywordReader keywords, string keyword) => keywords[keyword] is { } source ? Get(place.Below(keyword, source)) : null;

    private SchemaNode[] Children(SchemaPlace place, KeywordReader keywords, string keyword) =>
        [.. keywords.List(keyword).Select((source, position) => Get(Part(place, keyword, place.Below($"{keyword}/{position}", source))))];

    // Core, section 10.2.1: the list must not be empty. Nothing could ever fit.
    private SchemaNode[] Alternatives(SchemaPlace place, KeywordReader keywords, string keyword)
    {
        if (keywords[keyword] is { Kind: SourceKind.List, Items.Count: 0 } empty)
        {
            Fault(place, empty, $"'{keyword}' has no schema, so that no value can fit. Leave it out, or put 'false'.");
        }

        return Children(place, keywords, keyword);
    }

    private IEnumerable<Branch> ReadBranches(SchemaPlace place, KeywordReader keywords)
    {
        if (ReadReferences(place, keywords) is { Count: > 0 } references)
        {
            yield return new AllOf([.. references]);
        }

        if (ReadDynamic(place, keywords) is { } dynamic)
        {
            yield return dynamic;
        }

        if (Children(place, keywords, "allOf") is { Length: > 0 } all)
        {
            yield return new AllOf(all);
        }

        if (Alternatives(place, keywords, "anyOf") is { Length: > 0 } any)
        {
            yield return Discriminate(place, any, isOneOf: false) ?? (Branch)new AnyOf(any);
        }

        if (Alternatives(place, keywords, "oneOf") is { Length: > 0 } one)
        {
            yield return Discriminate(place, one, isOneOf: true) ?? (Branch)new OneOf(one);
        }

        if (Child(place, keywords, "not") is { } not)
        {
            yield return new Not(not);
        }

        if (Child(place, keywords, "if") is { } condition)
        {
            yield return new Conditional(condition, Child(place, keywords, "then"), Child(place, keywords, "else"));
        }

        foreach (var keyword in (string[])["dependentSchemas", "dependencies"])
        {
            foreach (var member in keywords.Members(keyword).Where(member => member.Value.Kind != SourceKind.List))
            {
                var schema = Get(place.Below($"{keyword}/{SubschemaKeywords.Escape(member.Key)}", member.Value));
                yield return new DependentSchema(System.Text.Encoding.UTF8.GetBytes(member.Key), schema);
            }
        }
    }

    private List<SchemaNode> ReadReferences(SchemaPlace place, KeywordReader keywords)
    {
        var found = new List<SchemaNode>();
        if (keywords["$ref"] is { } reference)
        {
            found.AddRange(Named(place, reference) is { } named ? [named] : []);
        }

        return found;
    }

    private SchemaNode? Named(SchemaPlace place, SourceNode reference)
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

        return Get(target);
    }

    private DynamicReference? ReadDynamic(SchemaPlace place, KeywordReader keywords)
    {
        var reference = keywords["$dynamicRef"] ?? keywords["$recursiveRef"];
        if (reference is null || Named(place, reference) is not { } named)
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
                    candidates[resource] = Get(candidate);
                }
            }
        }

        return new DynamicReference(named, candidates);
    }

    private void Fault(SchemaPlace place, SourceNode at, string message) => faults.Add(new ConfigFault(place.Resource.Document.Locate(at), message));
}
