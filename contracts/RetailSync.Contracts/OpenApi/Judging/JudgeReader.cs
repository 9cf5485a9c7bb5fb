using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.OpenApi.Judging.Contents;
using RetailSync.Contracts.OpenApi.Judging.Parameters;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>Makes the judges of a contract's operations. One contract, one thread.</summary>
/// <param name="schemas">The contract's schemas.</param>
/// <param name="refusesUnknownQuery">Whether a name in a query that is not declared is a fault. OpenAPI does not say; by default it is let through.</param>
internal sealed class JudgeReader(ContractSchemas schemas, bool refusesUnknownQuery = false)
{
    private const int MostParameters = 256;

    private readonly ParameterReader _parameters = new(schemas);
    private readonly ContentReader _contents = new(schemas);
    private readonly Dictionary<SourceNode, ResponseJudge> _responses = new(ReferenceEqualityComparer.Instance);

    /// <summary>The same operations with their judges. What is wrong goes to the faults.</summary>
    public IReadOnlyList<(PathTemplate Template, IReadOnlyList<Operation> Operations)> Attach(IReadOnlyList<(PathTemplate Template, IReadOnlyList<Operation> Operations)> paths)
    {
        var root = schemas.Document.Root;
        var all = new DocumentPlace(root, root, "").Down("paths");
        return [.. paths.Select(path => (path.Template, (IReadOnlyList<Operation>)[.. path.Operations.Select(operation => Attach(path.Template, operation, all?.Down(path.Template.Text)))]))];
    }

    private Operation Attach(PathTemplate template, Operation operation, DocumentPlace? item) =>
        item is { } pathItem && Find(pathItem, operation.Method) is { } place ? operation with { Judge = Read(template, operation.Method, pathItem, place) } : operation;

    private static DocumentPlace? Find(DocumentPlace item, string method) => item.Down(method.ToLowerInvariant()) ?? item.Down("additionalOperations")?.Down(method);

    private OperationJudge Read(PathTemplate template, string method, DocumentPlace item, DocumentPlace operation)
    {
        var parameters = _parameters.OfOperation(item, operation);
        if (parameters.Count > MostParameters)
        {
            schemas.Fault(operation.Node, $"The operation has {parameters.Count} parameters; at most {MostParameters} are read.");
        }

        var body = operation.Down("requestBody");
        var requests = body is { } declared ? _contents.Read(declared, MessageDirection.Request) : null;
        return new OperationJudge
        {
            RequestBody = body is null ? BodyPresence.None : body.Value.Node["required"]?.Text == "true" ? BodyPresence.Required : BodyPresence.Optional,
            Path = new PathJudge(template, [.. template.Parameters.Select(name => parameters.FirstOrDefault(parameter => parameter.In == ParameterLocation.Path && parameter.Name == name))]),
            Query = new QueryJudge(Of(ParameterLocation.Query), Of(ParameterLocation.QueryString).FirstOrDefault(), refusesUnknownQuery, operation.Pointer),
            Headers = new HeaderJudge(Of(ParameterLocation.Header)),
            Cookies = new CookieJudge(Of(ParameterLocation.Cookie)),
            Requests = requests ?? ContentReader.Nothing,
            Responses = operation.Down("responses") is { } responses ? new ResponseTable(responses.Members().Select(member => (member.Key, Response(member.Place)))) : null,
            IsHead = method == "HEAD",
            Pointer = operation.Pointer,
        };

        Parameter[] Of(ParameterLocation location) => [.. parameters.Where(parameter => parameter.In == location)];
    }

    private ResponseJudge Response(DocumentPlace place)
    {
        if (!_responses.TryGetValue(place.Node, out var response))
        {
            _responses[place.Node] = response = new ResponseJudge(new HeaderJudge(_parameters.OfHeaders(place, MessageDirection.Response)), _contents.Read(place, MessageDirection.Response));
        }

        return response;
    }
}
