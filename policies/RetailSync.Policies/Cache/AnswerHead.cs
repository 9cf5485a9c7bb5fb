using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace RetailSync.Policies.Cache;

/// <summary>The headers of a kept answer. Immutable.</summary>
internal sealed class AnswerHead
{
    // What is about the connection, the one request, or the one caller (RFC 9111, section 3.1), and what is worked out anew each time.
    private static readonly FrozenSet<string> NeverKept = new[]
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authentication-Info", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Content-Length", "Set-Cookie", "Age", "Cache-Status", "Proxy-Status", "X-Request-Id", "RateLimit", "RateLimit-Policy", "Server-Timing", "Alt-Svc",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // A 304 has no content and must not say anything new about it (RFC 9111, section 3.2).
    private static readonly FrozenSet<string> NeverRefreshed =
        new[] { "Content-Encoding", "Content-Range", "Content-Type", "Content-MD5", "Content-Digest", "Repr-Digest", "ETag" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // RFC 9110, section 15.4.5.
    private static readonly FrozenSet<string> OnNotModified =
        new[] { "Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Vary", "Last-Modified" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private AnswerHead(KeyValuePair<string, StringValues>[] headers)
    {
        Whole = headers;
        NotModified = [.. headers.Where(header => OnNotModified.Contains(header.Key))];
        ETag = Value("ETag") is { } tag && EntityTags.IsOne(tag) ? tag : null;
        LastModified = Freshness.Date(Value("Last-Modified")) is null ? null : Value("Last-Modified");
    }

    /// <summary>The headers that are kept.</summary>
    public IReadOnlyList<KeyValuePair<string, StringValues>> Whole { get; }

    /// <summary>Those that a 304 has.</summary>
    public IReadOnlyList<KeyValuePair<string, StringValues>> NotModified { get; }

    /// <summary>The entity tag; null when there is none that can be used.</summary>
    public string? ETag { get; }

    /// <summary>When the content was last modified; null when that is not said or no date.</summary>
    public string? LastModified { get; }

    /// <summary>Whether the system can be asked if the answer still holds.</summary>
    public bool HasValidator => ETag is not null || LastModified is not null;

    /// <summary>About how many bytes it takes.</summary>
    public int Bytes => Whole.Sum(header => 64 + (2 * (header.Key.Length + header.Value.ToString().Length)));

    /// <summary>Takes what is kept of an answer's headers.</summary>
    public static AnswerHead Of(IHeaderDictionary headers) => new([.. headers.Where(header => !NeverKept.Contains(header.Key))]);

    /// <summary>The same answer after a 304 said that it holds.</summary>
    /// <param name="headers">The headers of the 304.</param>
    /// <param name="now">When it arrived.</param>
    public AnswerHead Refreshed(IHeaderDictionary headers, DateTimeOffset now)
    {
        IHeaderDictionary merged = new HeaderDictionary();
        foreach (var (name, value) in Whole)
        {
            merged[name] = value;
        }

        // The old date would make an answer that was confirmed a moment ago look as old as before.
        merged.Date = now.ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, value) in headers.Where(header => !NeverKept.Contains(header.Key) && !NeverRefreshed.Contains(header.Key)))
        {
            merged[name] = value;
        }

        return new AnswerHead([.. merged]);
    }

    /// <summary>The kept headers as a dictionary, for those who look them up by name.</summary>
    public IHeaderDictionary ToDictionary()
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in Whole)
        {
            headers[name] = value;
        }

        return headers;
    }

    private string? Value(string name)
    {
        foreach (var (key, value) in Whole)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value.Count == 1 ? value[0] : null;
            }
        }

        return null;
    }
}
