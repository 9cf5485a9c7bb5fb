using System.Buffers;
using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway;

namespace RetailSync.Policies.Replays;

/// <summary>What of a system's answer is kept, and how it is given again. Safe to call from many threads.</summary>
internal static class StoredAnswers
{
    private static readonly FrozenSet<string> Kept = new[]
    {
        "Content-Type", "Content-Encoding", "Content-Language", "Location", "ETag", "Retry-After", "Last-Modified", "X-Upstream-Request-Id", "X-Correlation-Id",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // They tell of a body, and without it they would tell a falsehood.
    private static readonly FrozenSet<string> OfBody = new[] { "Content-Type", "Content-Encoding", "Content-Language" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The headers that are kept: those that are safe to say again. Never cookies, dates or limits.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> HeadersOf(IHeaderDictionary headers) =>
        [.. from header in headers where Kept.Contains(header.Key) && header.Value.Count > 0 select KeyValuePair.Create(header.Key, header.Value.ToString())];

    /// <summary>The same answer again.</summary>
    public static Reply Again(UpstreamAnswer answer)
    {
        var hasBody = answer.Body is not null;
        var headers = answer.Headers
            .Where(header => Kept.Contains(header.Key) && (hasBody || !OfBody.Contains(header.Key)))
            .Select(header => KeyValuePair.Create(header.Key, new StringValues(header.Value)))
            .Append(KeyValuePair.Create("Idempotency-Replayed", new StringValues("true")));
        return new Reply
        {
            Status = answer.Status,
            Headers = [.. hasBody ? headers : headers.Append(KeyValuePair.Create("Idempotency-Body-Kept", new StringValues("false")))],
            Body = answer.Body ?? ReadOnlySequence<byte>.Empty,
        };
    }
}
