using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Bodies;

/// <summary>Finds the JSON bodies of a contract's operations and compiles their schemas.</summary>
internal sealed class DeclaredBodies
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    private readonly SchemaBundle _bundle = new();
    private readonly SchemaCompiler _compiler;
    private readonly SchemaResource _resource;
    private readonly Dictionary<SchemaNode, CompiledSchema> _compiled = [];

    private DeclaredBodies(SourceDocument document, SchemaDialect dialect, ICollection<ConfigFault> faults)
    {
        _resource = _bundle.AddHolder("https://contract.invalid/", document, dialect);
        _compiler = new SchemaCompiler(_bundle, judgesFormats: true, faults);
    }

    /// <summary>Reads all bodies. What is wrong with a schema goes to the faults.</summary>
    /// <param name="document">An OpenAPI document of version 3.0 or later.</param>
    /// <param name="isDialect30">Whether its schemas are written as OpenAPI 3.0 has them.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public static IReadOnlyList<DeclaredBody> Read(SourceDocument document, bool isDialect30, ICollection<ConfigFault> faults)
    {
        var reader = new DeclaredBodies(document, isDialect30 ? SchemaDialect.OpenApi30 : SchemaDialect.Draft202012, faults);
        return [.. new DocumentPlace(document.Root, document.Root, "").Down("paths") is { } paths ? reader.OfPaths(paths) : []];
    }

    private IEnumerable<DeclaredBody> OfPaths(DocumentPlace paths) =>
        from path in paths.Members()
        where path.Key.StartsWith('/')
        from operation in path.Place.Members()
        where Methods.Contains(operation.Key)
        from body in OfOperation(operation.Place)
        select body;

    private IEnumerable<DeclaredBody> OfOperation(DocumentPlace operation)
    {
        var id = operation.Node["operationId"]?.Text ?? operation.Pointer;
        var request = operation.Down("requestBody") is { } body ? OfContent(id, null, body) : [];
        var responses = operation.Down("responses") is { } all ? all.Members().SelectMany(response => OfContent(id, response.Key, response.Place)) : [];
        return request.Concat(responses);
    }

    private IEnumerable<DeclaredBody> OfContent(string operationId, string? status, DocumentPlace holder) =>
        holder.Down("content") is { } content
            ? content.Members().Where(media => IsJson(media.Key)).Select(media => new DeclaredBody(operationId, status, media.Key, SchemaOf(media.Place), media.Place.Pointer, [.. ExamplesOf(media.Place)]))
            : [];

    private static bool IsJson(string mediaType)
    {
        var essence = mediaType.Split(';')[0].Trim();
        return essence.Equals("application/json", StringComparison.OrdinalIgnoreCase) || essence.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<SourceNode> ExamplesOf(DocumentPlace media)
    {
        if (media.Node["example"] is { } example)
        {
            yield return example;
        }

        foreach (var (_, place) in media.Down("examples")?.Members() ?? [])
        {
            if (place.Node["value"] is { } value)
            {
                yield return value;
            }
        }
    }

    private CompiledSchema? SchemaOf(DocumentPlace media)
    {
        if (media.Node["schema"] is not { } source)
        {
            return null;
        }

        var node = _compiler.Compile(new SchemaPlace(source, _resource, $"{media.Pointer}/schema"));
        if (!_compiled.TryGetValue(node, out var schema))
        {
            _compiled[node] = schema = new CompiledSchema(node, _bundle.IsDynamic);
        }

        return schema;
    }
}
