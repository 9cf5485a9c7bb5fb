using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Compare.Events;

/// <summary>A schema with its references followed and its <c>allOf</c> resolved: what fits it fits every part, and of every choice at least one branch. Immutable.</summary>
/// <param name="Parts">Schemas that all apply.</param>
/// <param name="Choices">The branches of each <c>anyOf</c> and <c>oneOf</c>.</param>
/// <param name="Only">The types that are looked at; all unless a comparison takes them one by one.</param>
internal sealed record FlatSchema(IReadOnlyList<SchemaPart> Parts, IReadOnlyList<SchemaChoice> Choices, ValueTypes Only = ValueTypes.All)
{
    /// <summary>The schema that everything fits.</summary>
    public static FlatSchema Anything { get; } = new([], []);

    /// <summary>The types that fit, as far as <c>type</c>, <c>enum</c> and <c>const</c> tell.</summary>
    public ValueTypes Types => Parts.Aggregate(Only, (types, part) => types & TypesOf(part));

    /// <summary>The values that fit at most; null when they are not listed.</summary>
    public IReadOnlyList<SourceNode>? Values
    {
        get
        {
            foreach (var part in Parts)
            {
                if (Listed(part) is { } listed)
                {
                    return listed;
                }
            }

            return null;
        }
    }

    /// <summary>What identifies it among the schemas of its document.</summary>
    public string Key => $"{string.Join('|', Parts.Select(part => part.Pointer))}?{string.Join('|', Choices.SelectMany(choice => choice.Branches).Select(part => part.Pointer))}:{(int)Only}";

    /// <summary>What fits both.</summary>
    public FlatSchema And(FlatSchema other) => new([.. Parts, .. other.Parts], [.. Choices, .. other.Choices], Only & other.Only);

    /// <summary>The first thing of a keyword in any part; null when no part has it.</summary>
    public SchemaPart? First(string keyword) => Parts.FirstOrDefault(part => part.Node[keyword] is not null)?.Below(keyword);

    /// <summary>The types that <c>type</c> names.</summary>
    public static ValueTypes NamedTypes(SchemaPart part)
    {
        var types = part.Node["type"] switch
        {
            { Kind: SourceKind.Text } name => TypeNames.Parse(name.Text),
            { Kind: SourceKind.List } names => names.Items.Aggregate(ValueTypes.None, (all, name) => all | TypeNames.Parse(name.Text)),
            _ => ValueTypes.All,
        };
        return part.Node["nullable"] is { Text: "true" } ? types | ValueTypes.Null : types;
    }

    private static ValueTypes TypesOf(SchemaPart part) =>
        Listed(part) is { } listed ? NamedTypes(part) & listed.Aggregate(ValueTypes.None, (all, value) => all | TypeOf(value)) : NamedTypes(part);

    private static IReadOnlyList<SourceNode>? Listed(SchemaPart part) =>
        part.Node["const"] is { } single ? [single] : part.Node["enum"] is { Kind: SourceKind.List } list ? list.Items : null;

    private static ValueTypes TypeOf(SourceNode value) => value.Kind switch
    {
        SourceKind.Mapping => ValueTypes.Object,
        SourceKind.List => ValueTypes.Array,
        SourceKind.Text => ValueTypes.Text,
        SourceKind.Boolean => ValueTypes.Boolean,
        SourceKind.Number => ExactNumber.Parse(value.Text).IsInteger ? ValueTypes.Integer : ValueTypes.Fraction,
        _ => ValueTypes.Null,
    };
}
