using Microsoft.AspNetCore.Http;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Reads one operation object.</summary>
internal sealed class OperationReader(OpenApiScope scope, SecurityReader security)
{
    public const string ChangesExtension = "x-retailsync-changes";
    private const string ExtensionPrefix = "x-retailsync-";

    private readonly Dictionary<string, SourceMember> _ids = new(StringComparer.Ordinal);

    /// <summary>The operation; null when something is wrong with it that has been added to the faults.</summary>
    public Operation? Read(PathTemplate path, string method, SourceMember member)
    {
        if (scope.Open(member.Value, $"The operation {method} {path.Text}") is not { } operation)
        {
            return null;
        }

        var id = Id(operation, member);
        var changes = operation.OptionalBool(ChangesExtension) ?? ChangesByNature(method);
        var declared = EventReader.Read(operation, path, changes);
        var cache = CacheReader.Read(operation, method, changes);
        var summary = operation.Find("summary") is { Kind: SourceKind.Text } text ? text.Text : "";
        RefuseUnknownExtensions(scope, member.Value, $"Known: {ChangesExtension}, {EventReader.Extension}, {CacheReader.Extension}.", ChangesExtension, EventReader.Extension, CacheReader.Extension);
        var deprecated = operation.OptionalBool("deprecated") ?? false;
        var scopes = security.Of(operation);
        return id is null
            ? null
            : new Operation
            {
                Id = id,
                Method = method,
                PathTemplate = path.Text,
                Summary = summary,
                ScopeAlternatives = scopes,
                ChangesState = changes,
                Event = declared,
                Cache = cache,
                IsDeprecated = deprecated,
                Location = scope.Document.Locate(member),
            };
    }

    /// <summary>Adds a fault for each <c>x-retailsync-</c> key other than the known ones: a misspelt one would otherwise change nothing, silently.</summary>
    public static void RefuseUnknownExtensions(OpenApiScope scope, SourceNode node, string advice, params ReadOnlySpan<string> known)
    {
        foreach (var member in node.Members)
        {
            if (member.Key.StartsWith(ExtensionPrefix, StringComparison.OrdinalIgnoreCase) && !known.Contains(member.Key))
            {
                scope.Fault(member, $"The key '{member.Key}' is not known here. {advice}");
            }
        }
    }

    private static bool ChangesByNature(string method) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method) || method == "QUERY");

    private string? Id(MappingReader operation, SourceMember member)
    {
        if (!operation.Has("operationId"))
        {
            scope.Fault(member, "'operationId' is missing; permissions, events and measurements name the operation by it.");
            return null;
        }

        if (operation.OptionalText("operationId") is not { } id)
        {
            return null;
        }

        var place = new SourceMember(id, operation.Node["operationId"]!.Line, operation.Node["operationId"]!.Column, operation.Node);
        if (_ids.TryAdd(id, place))
        {
            return id;
        }

        scope.Fault(place, $"The operationId '{id}' is taken already, at line {_ids[id].Line}, column {_ids[id].Column}.");
        return null;
    }
}
