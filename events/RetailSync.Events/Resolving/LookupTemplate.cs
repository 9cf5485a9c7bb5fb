using System.Text;
using RetailSync.Gateway;

namespace RetailSync.Events.Resolving;

/// <summary>A path and query with values of the change in it: <c>/oms/v1/orders?externalNumber={request:/externalNumber}</c>. Immutable.</summary>
internal static class LookupTemplate
{
    /// <summary>The longest value that is put in, in characters.</summary>
    public const int MaxValue = 512;

    /// <summary>Why a template cannot be used; null when it can.</summary>
    public static string? FaultOf(string template)
    {
        if (!template.StartsWith('/') || template.StartsWith("//", StringComparison.Ordinal))
        {
            return "must be a path of the gateway, such as /oms/v1/orders?externalNumber={request:/externalNumber}.";
        }

        foreach (var (text, isName) in Parts(template))
        {
            if (!isName && text.AsSpan().IndexOfAny('{', '}') >= 0)
            {
                return "has a brace that is not closed or not opened.";
            }

            if (isName && text != "operation" && !text.StartsWith("request:/", StringComparison.Ordinal) && !(text.StartsWith("path:", StringComparison.Ordinal) && text.Length > 5))
            {
                return $"{{{text}}} is not known. Known: {{request:/pointer}}, {{path:name}}, {{operation}}.";
            }
        }

        return null;
    }

    /// <summary>Puts the values in, each escaped; null when one of them is missing, is not a text or a number, is too long, or would be read as part of the path's structure.</summary>
    /// <param name="template">The template.</param>
    /// <param name="id">The operation's id in the journal.</param>
    /// <param name="operation">The contract's operation.</param>
    /// <param name="path">The path below the API version's prefix.</param>
    /// <param name="requestBody">The request's body without content coding.</param>
    public static string? Fill(string template, Guid id, Operation operation, string path, ReadOnlyMemory<byte> requestBody)
    {
        var target = new StringBuilder(template.Length + 64);
        foreach (var (text, isName) in Parts(template))
        {
            if (!isName)
            {
                target.Append(text);
                continue;
            }

            var value = text == "operation" ? id.ToString() : ValueOf(text, operation, path, requestBody);
            if (value is not { Length: > 0 and <= MaxValue } or "." or ".." || value.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0 || value.AsSpan().IndexOfAny('/', '\\') >= 0)
            {
                return null;
            }

            target.Append(Uri.EscapeDataString(value));
        }

        return target.ToString();
    }

    // The declaration of an event's key has the same language.
    private static string? ValueOf(string source, Operation operation, string path, ReadOnlyMemory<byte> requestBody) =>
        EntityKey.Find(operation with { Event = new EventDeclaration("a.b", source, "none") }, path, requestBody, default) is ['b', ':', .. var value] ? value : null;

    private static IEnumerable<(string Text, bool IsName)> Parts(string template)
    {
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf('{', at);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
            {
                yield return (template[at..], false);
                yield break;
            }

            if (open > at)
            {
                yield return (template[at..open], false);
            }

            yield return (template[(open + 1)..close], true);
            at = close + 1;
        }
    }
}
