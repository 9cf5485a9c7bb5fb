using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>Finds out what kinds of values a schema speaks of, through references, <c>allOf</c>, <c>anyOf</c> and <c>oneOf</c>.</summary>
internal sealed class ShapeReader(SchemaBundle bundle)
{
    // A form's property, its items, and theirs: text has no more levels.
    private const int MaxNesting = 4;
    private const int MaxHops = 16;
    private const int MaxSteps = 2_000;

    private int _left;

    /// <summary>Reads one schema.</summary>
    public ValueShape Read(SchemaPlace place)
    {
        _left = MaxSteps;
        return Read(bundle.PlaceOf(place), 0, 0);
    }

    private ValueShape Read(SchemaPlace place, int nesting, int hops)
    {
        var node = place.Node;
        if (node.Kind != SourceKind.Mapping || nesting > MaxNesting || hops > MaxHops || --_left < 0)
        {
            return ValueShape.Any;
        }

        var referred = node["$ref"] is { Kind: SourceKind.Text } reference && bundle.Resolve(reference.Text, place.Resource) is { } target ? Read(target, nesting, hops + 1) : null;
        if (referred is not null && (place.Resource.Dialect.ReferenceStandsAlone || node.Members.Count == 1))
        {
            return referred;
        }

        var shape = referred is null ? Own(place, nesting) : Own(place, nesting).And(referred);
        foreach (var part in node["allOf"]?.Items ?? [])
        {
            shape = shape.And(Read(place.Below("allOf", part), nesting, hops + 1));
        }

        foreach (var keyword in (string[])["anyOf", "oneOf"])
        {
            if (node[keyword] is { Kind: SourceKind.List, Items.Count: > 0 } parts)
            {
                shape = shape.And(parts.Items.Select(part => Read(place.Below(keyword, part), nesting, hops + 1)).Aggregate((left, right) => left.Or(right)));
            }
        }

        return shape;
    }

    private ValueShape Own(SchemaPlace place, int nesting)
    {
        var node = place.Node;
        var properties = new Dictionary<string, ValueShape>(StringComparer.Ordinal);
        foreach (var member in node["properties"]?.Members ?? [])
        {
            properties[member.Key] = Read(place.Below("properties", member.Value), nesting + 1, 0);
        }

        return new ValueShape
        {
            Types = TypesOf(node),
            Items = node["items"] is { Kind: SourceKind.Mapping } items ? Read(place.Below("items", items), nesting + 1, 0) : null,
            Properties = properties,
            Additional = node["additionalProperties"] switch
            {
                { Kind: SourceKind.Mapping } additional => Read(place.Below("additionalProperties", additional), nesting + 1, 0),
                { Kind: SourceKind.Boolean, Text: "true" } => ValueShape.Any,
                _ => null,
            },
            IsBinary = node["format"]?.Text == "binary" || (node["contentMediaType"] is not null && node["contentEncoding"] is null),
        };
    }

    private static ValueTypes TypesOf(SourceNode node)
    {
        if (node["type"] is { } type)
        {
            var types = (type.Kind == SourceKind.List ? type.Items : [type]).Aggregate(ValueTypes.None, (all, name) => all | TypeNames.Parse(name.Text));
            return node["nullable"]?.Text == "true" ? types | ValueTypes.Null : types;
        }

        var values = node["const"] is { } constant ? [constant] : node["enum"]?.Items ?? [];
        return values.Count == 0 ? ValueTypes.All : values.Aggregate(ValueTypes.None, (all, value) => all | TypeOf(value));
    }

    private static ValueTypes TypeOf(SourceNode value) => value.Kind switch
    {
        SourceKind.Mapping => ValueTypes.Object,
        SourceKind.List => ValueTypes.Array,
        SourceKind.Number => ValueTypes.Number,
        SourceKind.Boolean => ValueTypes.Boolean,
        SourceKind.Null => ValueTypes.Null,
        _ => ValueTypes.Text,
    };
}
