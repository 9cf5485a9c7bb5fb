using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Reads <c>paths</c> into operations and the matcher over them.</summary>
internal sealed class PathsReader(OpenApiScope scope)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private readonly OperationReader _operations = new(scope, new SecurityReader(scope));
    private readonly Dictionary<string, List<(SourceMember Member, IReadOnlyList<Operation> Operations)>> _shapes = new(StringComparer.Ordinal);

    /// <summary>Every path that could be read, in the document's order.</summary>
    public IReadOnlyList<(PathTemplate Template, IReadOnlyList<Operation> Operations)> Read(MappingReader root)
    {
        List<(PathTemplate, IReadOnlyList<Operation>)> paths = [];
        if (root.RequiredMapping("paths") is not { } node)
        {
            return paths;
        }

        var any = false;
        foreach (var member in node.Node.Members)
        {
            if (member.Key.StartsWith("x-", StringComparison.Ordinal))
            {
                continue;
            }

            any = true;
            if (Template(member) is { } template && Item(member) is { } item)
            {
                List<Operation> operations = [.. Operations(template, item)];
                RefuseTwins(template.Shape, member, operations);
                paths.Add((template, operations));
            }
        }

        if (!any)
        {
            node.Fault("'paths' is empty: the contract has no operation.");
        }

        return paths;
    }

    private PathTemplate? Template(SourceMember member)
    {
        var template = PathTemplate.Parse(member.Key, out var fault);
        if (template is null)
        {
            scope.Fault(member, fault!);
        }

        return template;
    }

    // OpenAPI wants templates of one shape to be one path (Paths Object). Documents in use have them apart, which is clear as long as no method is on both.
    private void RefuseTwins(string shape, SourceMember member, IReadOnlyList<Operation> operations)
    {
        if (!_shapes.TryGetValue(shape, out var earlier))
        {
            _shapes[shape] = earlier = [];
        }

        foreach (var (first, its) in earlier)
        {
            if (operations.FirstOrDefault(operation => its.Any(other => other.Method == operation.Method)) is { } twin)
            {
                scope.Fault(member, $"'{member.Key}' fits the same paths as '{first.Key}' at line {first.Line}, column {first.Column}; only the parameters' names differ, and both have {twin.Method}. Put both into one.");
                return;
            }
        }

        earlier.Add((member, operations));
    }

    private SourceNode? Item(SourceMember member)
    {
        if (scope.Open(member.Value, $"The path '{member.Key}'") is null)
        {
            return null;
        }

        if (member.Value["$ref"] is not null)
        {
            foreach (var beside in member.Value.Members.Where(each => each.Key is not ("$ref" or "summary" or "description")))
            {
                scope.Fault(beside, $"'{beside.Key}' stands beside '$ref'; what holds then is not defined. Move it to where the reference leads.");
            }
        }

        var item = scope.Resolve(member.Value);
        return item is null || scope.Open(item, $"The path '{member.Key}'") is null ? null : item;
    }

    private IEnumerable<Operation> Operations(PathTemplate template, SourceNode item)
    {
        OperationReader.RefuseUnknownExtensions(scope, item, "It belongs into an operation.");
        foreach (var member in item.Members)
        {
            if (Methods.Contains(member.Key) || (member.Key == "query" && scope.Minor >= 2))
            {
                if (_operations.Read(template, member.Key.ToUpperInvariant(), member) is { } operation)
                {
                    yield return operation;
                }
            }
            else if (member.Key == "additionalOperations" && scope.Minor >= 2 && scope.Open(member.Value, "'additionalOperations'") is not null)
            {
                foreach (var additional in member.Value.Members)
                {
                    if (_operations.Read(template, additional.Key, additional) is { } operation)
                    {
                        yield return operation;
                    }
                }
            }
        }
    }
}
