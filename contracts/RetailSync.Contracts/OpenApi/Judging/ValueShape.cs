using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>What kinds of values a schema speaks of, which is what it takes to turn text into a value. It may let more through than the schema: the schema judges. Immutable.</summary>
internal sealed record ValueShape
{
    /// <summary>A value of which nothing is said.</summary>
    public static ValueShape Any { get; } = new();

    /// <summary>The types.</summary>
    public ValueTypes Types { get; init; } = ValueTypes.All;

    /// <summary>What the items of a list are.</summary>
    public ValueShape? Items { get; init; }

    /// <summary>What the properties of an object are.</summary>
    public IReadOnlyDictionary<string, ValueShape> Properties { get; init; } = System.Collections.Frozen.FrozenDictionary<string, ValueShape>.Empty;

    /// <summary>What other properties are; null when nothing is said of them.</summary>
    public ValueShape? Additional { get; init; }

    /// <summary>Whether the contract calls it binary (3.0: <c>format: binary</c>; since 3.1 <c>contentMediaType</c> without <c>contentEncoding</c>).</summary>
    public bool IsBinary { get; init; }

    /// <summary>Whether it is a list. A value of which nothing is said is none.</summary>
    public bool IsList => Types == ValueTypes.All ? Items is not null : (Types & ValueTypes.Array) != 0;

    /// <summary>Whether it is an object.</summary>
    public bool IsObject => !IsList && (Types == ValueTypes.All ? Properties.Count > 0 || Additional is not null : (Types & ValueTypes.Object) != 0);

    /// <summary>The types that a text may stand for: where nothing is said it is a text and no more.</summary>
    public ValueTypes TextTypes => Types == ValueTypes.All ? ValueTypes.Text : Types;

    /// <summary>Whether a list or object may also be a single value.</summary>
    public bool MayBeText => Types != ValueTypes.All && (Types & (ValueTypes.Text | ValueTypes.Number | ValueTypes.Boolean)) != 0;

    /// <summary>What a property is.</summary>
    public ValueShape Property(string name) => Properties.TryGetValue(name, out var known) ? known : Additional ?? Any;

    /// <summary>What a value is that is both.</summary>
    public ValueShape And(ValueShape other) => With(other, Types & other.Types, static (left, right) => left.And(right));

    /// <summary>What a value is that is one of them.</summary>
    public ValueShape Or(ValueShape other) => With(other, Types | other.Types, static (left, right) => left.Or(right));

    private ValueShape With(ValueShape other, ValueTypes types, Func<ValueShape, ValueShape, ValueShape> combine)
    {
        var properties = new Dictionary<string, ValueShape>(Properties, StringComparer.Ordinal);
        foreach (var (name, shape) in other.Properties)
        {
            properties[name] = properties.TryGetValue(name, out var own) ? combine(own, shape) : shape;
        }

        return new ValueShape
        {
            Types = types,
            Items = Items is null || other.Items is null ? Items ?? other.Items : combine(Items, other.Items),
            Properties = properties,
            Additional = Additional is null || other.Additional is null ? Additional ?? other.Additional : combine(Additional, other.Additional),
            IsBinary = IsBinary || other.IsBinary,
        };
    }
}
