namespace RetailSync.Testing;

/// <summary>The head of a message of HTTP/1.1: its first line and its headers as they were sent.</summary>
internal sealed record RawHead(string StartLine, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>The values of a header, joined; null when it is absent.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }
}
