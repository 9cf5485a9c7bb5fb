using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>Reads Parameter Objects and Header Objects (OpenAPI 3.1.1, sections 4.8.12 and 4.8.21). Each object is read once, however often it is referred to.</summary>
internal sealed class ParameterReader(ContractSchemas schemas)
{
    private readonly Dictionary<SourceNode, Parameter?> _parameters = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SourceNode, Parameter?> _headers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The parameters of an operation and of its path; those of the operation replace those of the path with the same name and place.</summary>
    public IReadOnlyList<Parameter> OfOperation(DocumentPlace pathItem, DocumentPlace operation)
    {
        var found = new Dictionary<(string, ParameterLocation), Parameter>();
        foreach (var holder in (DocumentPlace[])[pathItem, operation])
        {
            foreach (var place in holder.Down("parameters")?.Items() ?? [])
            {
                if (Read(place) is { } parameter)
                {
                    found[(parameter.In == ParameterLocation.Header ? parameter.Name.ToLowerInvariant() : parameter.Name, parameter.In)] = parameter;
                }
            }
        }

        return [.. found.Values];
    }

    /// <summary>The headers of a response or part, but for <c>Content-Type</c>, which the specification says to ignore.</summary>
    public Parameter[] OfHeaders(DocumentPlace holder, MessageDirection direction) =>
    [
        .. (holder.Down("headers")?.Members() ?? [])
            .Where(member => !member.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            .Select(member => Header(member.Key, member.Place, direction))
            .OfType<Parameter>(),
    ];

    private Parameter? Header(string name, DocumentPlace place, MessageDirection direction)
    {
        // The name stands outside of the object, which may be shared under several names.
        if (!_headers.TryGetValue(place.Node, out var header))
        {
            _headers[place.Node] = header = place.Node.Kind == SourceKind.Mapping ? Complete(place, name, ParameterLocation.Header, direction) : null;
        }

        return header is null || header.Name == name ? header : header with { Name = name, Instance = Instance(ParameterLocation.Header, name) };
    }

    private Parameter? Read(DocumentPlace place)
    {
        if (!_parameters.TryGetValue(place.Node, out var parameter))
        {
            _parameters[place.Node] = parameter = Fresh(place);
        }

        return parameter;
    }

    // What is no parameter at all is told by the library that reads the document too.
    private Parameter? Fresh(DocumentPlace place)
    {
        if (place.Node["name"] is not { Kind: SourceKind.Text } name || Location(place.Node["in"]?.Text) is not { } location)
        {
            return null;
        }

        // OpenAPI 3.1.1, section 4.8.12.1: definitions of these are ignored; other parts of the document speak of them.
        var isIgnored = location == ParameterLocation.Header && (IsHeader(name.Text, "Accept") || IsHeader(name.Text, "Content-Type") || IsHeader(name.Text, "Authorization"));
        return isIgnored ? null : Complete(place, name.Text, location, MessageDirection.Request);
    }

    private static bool IsHeader(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private Parameter Complete(DocumentPlace place, string name, ParameterLocation location, MessageDirection direction)
    {
        var node = place.Node;
        var style = Style(place, location);
        var parameter = new Parameter
        {
            Name = name,
            In = location,
            IsRequired = node["required"]?.Text == "true",
            Style = style,
            Explodes = node["explode"] is { Kind: SourceKind.Boolean } explode ? explode.Text == "true" : style is ParameterStyle.Form or ParameterStyle.Cookie,
            AllowsEmpty = location == ParameterLocation.Query && node["allowEmptyValue"]?.Text == "true",
            Pointer = place.Pointer,
            Instance = Instance(location, name),
        };
        parameter = place.Down("content") is { } content ? WithContent(parameter, content, direction) : parameter with { Schema = schemas.Compile(place, direction), Shape = schemas.ShapeOf(place) };

        // How an object is spread over several cookies is not settled; nothing is said of it then.
        var isUnsettled = location == ParameterLocation.Cookie && parameter.IsSpread;
        return (isUnsettled ? parameter with { Content = ParameterContent.Opaque, IsRequired = false } : parameter).Prepared();
    }

    private Parameter WithContent(Parameter parameter, DocumentPlace content, MessageDirection direction)
    {
        var (mediaType, place) = content.Members().FirstOrDefault();
        if (mediaType is null || MediaRange.Parse(mediaType) is not { } range)
        {
            return parameter with { Content = ParameterContent.Opaque };
        }

        var isText = range.Is("text/plain");
        return parameter with
        {
            Content = range.IsJson ? ParameterContent.Json : isText ? ParameterContent.Styled : ParameterContent.Opaque,
            Style = ParameterStyle.Simple,
            Schema = range.IsJson || isText ? schemas.Compile(place, direction) : null,
            Shape = isText ? schemas.ShapeOf(place) : ValueShape.Any,
        };
    }

    private ParameterStyle Style(DocumentPlace place, ParameterLocation location)
    {
        var fallback = location is ParameterLocation.Query or ParameterLocation.Cookie ? ParameterStyle.Form : ParameterStyle.Simple;
        if (place.Node["style"] is not { } style)
        {
            return fallback;
        }

        (ParameterStyle Style, bool IsPossible) found = style.Text switch
        {
            "simple" => (ParameterStyle.Simple, location is ParameterLocation.Path or ParameterLocation.Header),
            "label" => (ParameterStyle.Label, location == ParameterLocation.Path),
            "matrix" => (ParameterStyle.Matrix, location == ParameterLocation.Path),
            "form" => (ParameterStyle.Form, location is ParameterLocation.Query or ParameterLocation.Cookie),
            "spaceDelimited" => (ParameterStyle.SpaceDelimited, location == ParameterLocation.Query),
            "pipeDelimited" => (ParameterStyle.PipeDelimited, location == ParameterLocation.Query),
            "deepObject" => (ParameterStyle.DeepObject, location == ParameterLocation.Query),
            "cookie" => (ParameterStyle.Cookie, location == ParameterLocation.Cookie),
            _ => (fallback, false),
        };
        if (!found.IsPossible)
        {
            schemas.Fault(style, $"The style '{style.Text}' is not possible here. {(location == ParameterLocation.Path ? "Possible: simple, label, matrix." : location == ParameterLocation.Header ? "Possible: simple." : location == ParameterLocation.Cookie ? "Possible: form, cookie." : "Possible: form, spaceDelimited, pipeDelimited, deepObject.")}");
        }

        return found.Style;
    }

    private static ParameterLocation? Location(string? text) => text switch
    {
        "path" => ParameterLocation.Path,
        "query" => ParameterLocation.Query,
        "header" => ParameterLocation.Header,
        "cookie" => ParameterLocation.Cookie,
        "querystring" => ParameterLocation.QueryString,
        _ => null,
    };

    private static string Instance(ParameterLocation location, string name) => location switch
    {
        ParameterLocation.QueryString => "/query",
        ParameterLocation.Header => $"/header/{SubschemaKeywords.Escape(name.ToLowerInvariant())}",
        _ => $"/{location.ToString().ToLowerInvariant()}/{SubschemaKeywords.Escape(name)}",
    };
}
