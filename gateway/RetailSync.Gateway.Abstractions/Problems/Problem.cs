using Microsoft.Extensions.Primitives;

namespace RetailSync.Gateway;

/// <summary>One refusal, to be written as <c>application/problem+json</c> (RFC 9457). Immutable.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Detail">What was wrong here, for the caller: no internals, no exception text.</param>
public sealed record Problem(ProblemType Type, string Detail)
{
    /// <summary>The single faults, capped when written (default 20).</summary>
    public IReadOnlyList<ProblemError> Errors { get; init; } = [];

    /// <summary>Headers that belong to the refusal: <c>WWW-Authenticate</c>, <c>Retry-After</c>, <c>Allow</c>, <c>Link</c>, <c>Location</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, StringValues>> Headers { get; init; } = [];

    /// <summary>Further members of the body, such as <c>violated-policies</c>: JSON-serialisable strings or arrays of strings.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Extensions { get; init; } = [];

    /// <summary>For those who operate the gateway, in logs and explanations: why exactly. Never sent to the caller, never a secret.</summary>
    public string? Reason { get; init; }

    /// <summary>The same problem with one more header.</summary>
    public Problem With(string header, StringValues value) => this with { Headers = [.. Headers, KeyValuePair.Create(header, value)] };
}
