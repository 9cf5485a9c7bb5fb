using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Schemas;

/// <content>
/// <c>readOnly</c> and <c>writeOnly</c> (OpenAPI 3.0.4, Schema Object, fixed fields): where such a property is in <c>required</c>, that holds in one direction only.
/// </content>
internal sealed partial class SchemaCompiler
{
    private const int MaxParts = 1_000;

    // A schema inside allOf, anyOf or oneOf is a part of the one around it: what one part requires, another may have marked.
    private readonly Dictionary<SourceNode, SchemaPlace> _wholes = new(ReferenceEqualityComparer.Instance);

    private SchemaPlace Part(SchemaPlace whole, string keyword, SchemaPlace part)
    {
        if ((use is SchemaUse.Request or SchemaUse.Response) && keyword is "allOf" or "anyOf" or "oneOf")
        {
            _wholes.TryAdd(part.Node, whole);
        }

        return part;
    }

    private SchemaNode Property(SchemaPlace place) => use == SchemaUse.Response && IsMarked(place, "writeOnly", MaxParts)
        ? new SchemaNode(place.Below("writeOnly", place.Node)) { Types = ValueTypes.None }
        : Get(place);

    // Whether a required name is none in this direction.
    private bool IsLeftOut(SchemaPlace place, string name)
    {
        if (use is not (SchemaUse.Request or SchemaUse.Response))
        {
            return false;
        }

        for (var hops = 0; hops < MaxParts && _wholes.TryGetValue(place.Node, out var whole); hops++)
        {
            place = whole;
        }

        var keyword = use == SchemaUse.Request ? "readOnly" : "writeOnly";
        var left = MaxParts;
        return Parts(place, ref left).Any(part => part.Node["properties"]?[name] is { } property && IsMarked(part.Below($"properties/{SubschemaKeywords.Escape(name)}", property), keyword, MaxParts));
    }

    private bool IsMarked(SchemaPlace place, string keyword, int left) =>
        Parts(place, ref left, "allOf").Any(part => part.Node[keyword] is { Kind: SourceKind.Boolean, Text: "true" });

    private List<SchemaPlace> Parts(SchemaPlace place, ref int left) => Parts(place, ref left, "allOf", "anyOf", "oneOf");

    // The schema, what it refers to, and the schemas that look at the same value.
    private List<SchemaPlace> Parts(SchemaPlace place, ref int left, params ReadOnlySpan<string> keywords)
    {
        var (found, seen, open) = (new List<SchemaPlace>(), new HashSet<SourceNode>(ReferenceEqualityComparer.Instance), new Stack<SchemaPlace>([place]));
        while (open.TryPop(out var next) && left-- > 0)
        {
            if (!seen.Add(next.Node))
            {
                continue;
            }

            var reference = ReferenceOf(next);
            if (reference is not null && bundle.Resolve(reference.Text, next.Resource) is { } target)
            {
                open.Push(target);
            }

            if (reference is not null && next.Resource.Dialect.ReferenceStandsAlone)
            {
                continue;
            }

            found.Add(next);
            foreach (var keyword in keywords)
            {
                foreach (var part in next.Node[keyword]?.Items ?? [])
                {
                    open.Push(next.Below(keyword, part));
                }
            }
        }

        return found;
    }
}
