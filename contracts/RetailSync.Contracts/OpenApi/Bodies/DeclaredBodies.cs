using RetailSync.Contracts.OpenApi.Judging;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Bodies;

/// <summary>Finds the JSON bodies of a contract's operations and compiles their schemas.</summary>
internal sealed class DeclaredBodies
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    private readonly ContractSchemas _schemas;

    private DeclaredBodies(ContractSchemas schemas) => _schemas = schemas;

    /// <summary>Reads all bodies. What is wrong with a schema goes to the faults.</summary>
    /// <param name="document">An OpenAPI document of version 3.0 or later.</param>
    /// <param name="isDialect30">Whether its schemas are written as OpenAPI 3.0 has them.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public static IReadOnlyList<DeclaredBody> Read(SourceDocument document, bool isDialect30, ICollection<ConfigFault> faults) => Read(new ContractSchemas(document, isDialect30, faults));

    /// <summary>Reads all bodies of a contract whose schemas are compiled for other purposes too.</summary>
    public static IReadOnlyList<DeclaredBody> Read(ContractSchemas schemas)
    {
        var root = schemas.Document.Root;
        return [.. new DocumentPlace(root, root, "").Down("paths") is { } paths ? new DeclaredBodies(schemas).OfPaths(paths) : []];
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
            ? content.Members().Where(media => IsJson(media.Key)).Select(media => new DeclaredBody(operationId, status, media.Key, _schemas.Compile(media.Place, status is null ? MessageDirection.Request : MessageDirection.Response), media.Place.Pointer, [.. ExamplesOf(media.Place)]))
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
}
