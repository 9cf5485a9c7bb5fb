using System.Text;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>A parameter, or a header of a response. Immutable.</summary>
internal sealed record Parameter
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required ParameterLocation In { get; init; }

    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>How a list or object is written.</summary>
    public ParameterStyle Style { get; init; }

    /// <summary>Whether each item or property is written by itself.</summary>
    public bool Explodes { get; init; }

    /// <summary>Whether it may be empty, whatever its schema says (<c>allowEmptyValue</c>).</summary>
    public bool AllowsEmpty { get; init; }

    /// <summary>What its text is.</summary>
    public ParameterContent Content { get; init; }

    /// <summary>What its schema speaks of.</summary>
    public ValueShape Shape { get; init; } = ValueShape.Any;

    /// <summary>What it must be; null: anything.</summary>
    public CompiledSchema? Schema { get; init; }

    /// <summary>Where it stands in the contract.</summary>
    public required string Pointer { get; init; }

    /// <summary>How faults name the place in the message: <c>/query/limit</c>.</summary>
    public required string Instance { get; init; }

    /// <summary>The name in UTF-8.</summary>
    public byte[] Utf8Name { get; private init; } = [];

    /// <summary>The properties of an object whose properties stand under names of their own.</summary>
    public ParameterField[] Fields { get; private init; } = [];

    /// <summary>Whether it is a list or an object that is written in a style.</summary>
    public bool IsStructured => Content == ParameterContent.Styled && Schema is not null && (Shape.IsList || Shape.IsObject);

    /// <summary>Whether its items stand in several pairs of the query, all with its name.</summary>
    public bool IsRepeated => IsStructured && Shape.IsList && Explodes && Style is ParameterStyle.Form or ParameterStyle.SpaceDelimited or ParameterStyle.PipeDelimited or ParameterStyle.DeepObject;

    /// <summary>Whether its properties stand in pairs of the query with other names.</summary>
    public bool IsSpread => IsStructured && Shape.IsObject && (Style == ParameterStyle.DeepObject || (Explodes && Style is ParameterStyle.Form or ParameterStyle.Cookie));

    /// <summary>The same parameter, with the names worked out that it is found by.</summary>
    public Parameter Prepared() => this with
    {
        Utf8Name = Encoding.UTF8.GetBytes(Name),
        Fields = IsSpread ? [.. Shape.Properties.Select(property => new ParameterField(property.Key, Style == ParameterStyle.DeepObject ? $"{Name}[{property.Key}]" : property.Key, property.Value))] : [],
    };
}
