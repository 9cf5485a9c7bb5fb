using System.Text.RegularExpressions;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Reads <c>x-retailsync-event</c>: the change event that an operation causes.</summary>
internal static partial class EventReader
{
    public const string Extension = "x-retailsync-event";

    /// <summary>The declaration of an operation; null when there is none or it is wrong.</summary>
    public static EventDeclaration? Read(MappingReader operation, PathTemplate path, bool changesState)
    {
        if (operation.OptionalMapping(Extension) is not { } node)
        {
            return null;
        }

        var type = node.RequiredText("type");
        var key = node.RequiredText("key");
        var data = node.RequiredText("data");
        node.RefuseUnknownKeys();
        if (type is null || key is null || data is null)
        {
            return null;
        }

        var hasBody = operation.Has("requestBody");
        var good = CheckType(node, type) & CheckKey(node, key, path, hasBody) & CheckData(node, data, hasBody);
        if (!changesState)
        {
            operation.Fault(Extension, $"An operation that changes nothing causes no event. Remove it, or say '{OperationReader.ChangesExtension}: true'.");
            return null;
        }

        return good ? new EventDeclaration(type, key, data) : null;
    }

    private static bool CheckType(MappingReader node, string type)
    {
        if (EventType().IsMatch(type))
        {
            return true;
        }

        node.Fault("type", $"'{type}' is no event type; write it like retail.customer.updated.v1: words in lower case with dots, and the major version last.");
        return false;
    }

    private static bool CheckKey(MappingReader node, string key, PathTemplate path, bool hasBody)
    {
        if (key.StartsWith("path:", StringComparison.Ordinal))
        {
            var name = key["path:".Length..];
            if (path.Parameters.Contains(name))
            {
                return true;
            }

            node.Fault("key", $"'{path.Text}' has no parameter '{name}'. It has: {(path.Parameters.Count == 0 ? "none" : string.Join(", ", path.Parameters))}.");
            return false;
        }

        var body = key.StartsWith("request:/", StringComparison.Ordinal) ? "request" : key.StartsWith("response:/", StringComparison.Ordinal) ? "response" : null;
        if (body is null || !JsonPointer.IsValid(key[(body.Length + 1)..]))
        {
            node.Fault("key", $"'{key}' names no place of a key; write path:customerId, request:/id or response:/id.");
            return false;
        }

        return HasBody(node, "key", body, hasBody);
    }

    private static bool CheckData(MappingReader node, string data, bool hasBody)
    {
        if (data is "request" or "response" or "both" or "none")
        {
            return HasBody(node, "data", data == "both" ? "request" : data, hasBody);
        }

        node.Fault("data", $"'data' cannot be '{data}'. Known: request, response, both, none.");
        return false;
    }

    private static bool HasBody(MappingReader node, string key, string source, bool hasBody)
    {
        if (source != "request" || hasBody)
        {
            return true;
        }

        node.Fault(key, $"'{key}' is taken from the request, but the operation has no requestBody.");
        return false;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*){2,}\.v[1-9][0-9]{0,2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex EventType();
}
