namespace RetailSync.Gateway;

/// <summary>A kind of refusal: its stable type, status and title, and the page that explains it. Immutable.</summary>
/// <param name="Id">The last part of <c>/problems/{id}</c>; kebab-case, never reused.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">One short sentence, the same for every occurrence (RFC 9457, section 3.1.3).</param>
/// <param name="Meaning">What it means, for the page.</param>
/// <param name="Remedy">What the caller can do, for the page.</param>
public sealed record ProblemType(string Id, int Status, string Title, string Meaning, string Remedy)
{
    /// <summary>The registered type used on the wire instead of our own page; null for most.</summary>
    public string? RegisteredUri { get; init; }

    /// <summary>What stands in <c>type</c>.</summary>
    public string Uri => RegisteredUri ?? $"/problems/{Id}";

    /// <summary>The error token of <c>Proxy-Status</c> (RFC 9209, section 2.3), or our own where the registry has none.</summary>
    public string ProxyError { get; init; } = "http_request_denied";
}
