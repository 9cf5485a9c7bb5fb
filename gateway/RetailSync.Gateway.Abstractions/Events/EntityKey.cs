using System.Text.Json;

namespace RetailSync.Gateway;

/// <summary>Finds the key of the thing that a change is about, as its event declaration says: <c>entity:key</c>, such as <c>customer:C-1001</c>. Safe to call from many threads.</summary>
public static class EntityKey
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 512;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 64 };

    /// <summary>Finds the key; null when it is not where the declaration says, is not a text or a number, is empty or longer than <see cref="MaxLength"/>.</summary>
    /// <param name="operation">The operation, which has a declaration.</param>
    /// <param name="path">The path below the API version's prefix, as the contract's templates see it.</param>
    /// <param name="requestBody">The request's body without content coding.</param>
    /// <param name="responseBody">The answer's body without content coding; empty before it is known.</param>
    public static string? Find(Operation operation, ReadOnlySpan<char> path, ReadOnlyMemory<byte> requestBody, ReadOnlyMemory<byte> responseBody)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Event is not { } declared)
        {
            return null;
        }

        var colon = declared.Key.IndexOf(':', StringComparison.Ordinal);
        var (source, place) = (declared.Key[..colon], declared.Key[(colon + 1)..]);
        var value = source switch
        {
            "path" => FromPath(operation.PathTemplate, path, place),
            "request" => FromBody(requestBody, place),
            "response" => FromBody(responseBody, place),
            _ => null,
        };
        return value is { Length: > 0 and <= MaxLength } ? $"{declared.Entity}:{value}" : null;
    }

    private static string? FromPath(ReadOnlySpan<char> template, ReadOnlySpan<char> path, string name)
    {
        var values = path.Split('/');
        foreach (var part in template.Split('/'))
        {
            if (!values.MoveNext())
            {
                return null;
            }

            var wanted = template[part];
            var segment = path[values.Current];
            var open = wanted.IndexOf('{');
            if (open < 0 || !wanted[(open + 1)..].StartsWith(name, StringComparison.Ordinal) || wanted[(open + 1 + name.Length)..] is not ['}', .. var suffix])
            {
                continue;
            }

            var prefix = wanted[..open];
            return segment.Length > prefix.Length + suffix.Length && segment.StartsWith(prefix, StringComparison.Ordinal) && segment.EndsWith(suffix, StringComparison.Ordinal)
                ? Uri.UnescapeDataString(segment[prefix.Length..^suffix.Length].ToString())
                : null;
        }

        return null;
    }

    // RFC 6901.
    private static string? FromBody(ReadOnlyMemory<byte> body, string pointer)
    {
        if (body.IsEmpty)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body, Reading);
            var here = document.RootElement;
            foreach (var token in pointer.Split('/').Skip(1))
            {
                var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
                var isThere = here.ValueKind switch
                {
                    JsonValueKind.Object => here.TryGetProperty(name, out here),
                    JsonValueKind.Array when int.TryParse(name, System.Globalization.NumberStyles.None, null, out var index) && index < here.GetArrayLength() => (here = here[index]).ValueKind != JsonValueKind.Undefined,
                    _ => false,
                };
                if (!isThere)
                {
                    return null;
                }
            }

            return here.ValueKind switch { JsonValueKind.String => here.GetString(), JsonValueKind.Number => here.GetRawText(), _ => null };
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The second one: a text with half a surrogate pair, which JSON can spell and .NET cannot hold.
            return null;
        }
    }
}
