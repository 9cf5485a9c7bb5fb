using System.Text;

namespace RetailSync.Testing;

/// <summary>A request as an upstream received it.</summary>
public sealed record RecordedRequest
{
    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The target of the request line, not decoded: path and query.</summary>
    public required string RawTarget { get; init; }

    /// <summary>The protocol: <c>HTTP/1.1</c> or <c>HTTP/2</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Every header line in the order in which it can still be told; a name may occur more than once.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body; empty where the handler did not read it.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>The connection that it came in on, the same number for the same connection.</summary>
    public int Connection { get; init; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The path of the target, without the query.</summary>
    public string Path => RawTarget.Split('?')[0];

    /// <summary>The values of a header, joined with a comma as HTTP allows; null when it is absent.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }
}
