using System.Text;

namespace RetailSync.Testing;

/// <summary>An answer as it came over the wire.</summary>
public sealed record RawResponse
{
    /// <summary>The first line, such as <c>HTTP/1.1 400 Bad Request</c>.</summary>
    public required string StatusLine { get; init; }

    /// <summary>The status.</summary>
    public required int Status { get; init; }

    /// <summary>Every header line in order; a name may occur more than once.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body, decoded from chunks.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Whether the server closed the connection after this answer.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The values of a header, joined with a comma; null when it is absent.</summary>
    public string? Header(string name) => new RawHead(StatusLine, Headers).Header(name);
}
