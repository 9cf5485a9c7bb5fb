using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.OpenApi.Judging.Parameters;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.OpenApi.Judging.Contents.Forms;

/// <summary>Reads <c>encoding</c> of a form's Media Type Object (OpenAPI 3.1.1, Encoding Object).</summary>
internal static class FormReader
{
    /// <summary>How the fields of a form are written.</summary>
    public static FormLayout Read(DocumentPlace media, ValueShape shape, ContractSchemas schemas)
    {
        var encodings = new Dictionary<string, FieldEncoding>(StringComparer.Ordinal);
        foreach (var (name, place) in media.Down("encoding")?.Members() ?? [])
        {
            encodings[name] = new FieldEncoding(place.Pointer, [.. Types(place, schemas)], Style(name, place.Node, shape.Property(name)), [.. Headers(place)]);
        }

        return new FormLayout(shape, encodings);
    }

    private static IEnumerable<MediaRange> Types(DocumentPlace encoding, ContractSchemas schemas)
    {
        if (encoding.Node["contentType"] is not { Kind: SourceKind.Text } types)
        {
            yield break;
        }

        foreach (var type in types.Text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (MediaRange.Parse(type) is { } range)
            {
                yield return range;
            }
            else
            {
                schemas.Fault(types, $"'{type}' is no media type or range; write it like image/png, image/*.");
            }
        }
    }

    // One of the three keys is enough to ask for a style, and the others then have their defaults.
    private static Parameter? Style(string name, SourceNode encoding, ValueShape shape)
    {
        if (encoding["style"] is null && encoding["explode"] is null && encoding["allowReserved"] is null)
        {
            return null;
        }

        var style = encoding["style"]?.Text switch
        {
            "spaceDelimited" => ParameterStyle.SpaceDelimited,
            "pipeDelimited" => ParameterStyle.PipeDelimited,
            "deepObject" => ParameterStyle.DeepObject,
            _ => ParameterStyle.Form,
        };
        return new Parameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Style = style,
            Explodes = encoding["explode"] is { Kind: SourceKind.Boolean } explode ? explode.Text == "true" : style == ParameterStyle.Form,
            Shape = shape,
            Pointer = "",
            Instance = "",
        };
    }

    private static IEnumerable<string> Headers(DocumentPlace encoding) =>
        from header in encoding.Down("headers")?.Members() ?? []
        where header.Place.Node["required"]?.Text == "true" && !header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
        select header.Key;
}
