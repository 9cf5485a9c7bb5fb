using Microsoft.Extensions.Primitives;
using RetailSync.Gateway;

namespace RetailSync.Policies.Cache;

/// <summary>One kept answer. Immutable but for its place in the store, which the store's lock protects.</summary>
internal sealed class CacheEntry
{
    // About what the objects around the body take.
    private const int OwnBytes = 600;

    /// <summary>To whom and for what it may be given.</summary>
    public required CacheKey Key { get; init; }

    public required Variant Variant { get; init; }

    /// <summary>The number of the last change before the request that it answers began.</summary>
    public required long Changes { get; init; }

    /// <summary>When it arrived or was last found to hold, as a timestamp of the clock.</summary>
    public required long ReceivedAt { get; init; }

    public required Freshness Freshness { get; init; }

    /// <summary>How many seconds after its lifetime it may stand in for an error.</summary>
    public required int StaleIfError { get; init; }

    public required AnswerHead Head { get; init; }

    /// <summary>The body, in an array of exactly its length.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The whole answer.</summary>
    public required Reply Whole { get; init; }

    /// <summary>The answer for a caller who has it already.</summary>
    public required Reply NotModified { get; init; }

    /// <summary>What it costs of the store's budget.</summary>
    public required int Bytes { get; init; }

    /// <summary>Where it stands in its shard's list.</summary>
    public int Slot { get; set; }

    /// <summary>Whether it was given since the shard last looked for something to drop.</summary>
    public bool WasUsed { get; set; }

    public static CacheEntry Of(CacheKey key, Variant variant, long changes, long receivedAt, Freshness freshness, int staleIfError, AnswerHead head, byte[] body) => new()
    {
        Key = key,
        Variant = variant,
        Changes = changes,
        ReceivedAt = receivedAt,
        Freshness = freshness,
        StaleIfError = staleIfError,
        Head = head,
        Body = body,
        Whole = new Reply { Status = 200, Headers = head.Whole, Body = new(body) },
        NotModified = new Reply { Status = 304, Headers = head.NotModified },
        Bytes = OwnBytes + body.Length + head.Bytes + variant.Bytes + (2 * (key.Path.Length + key.Query.Length)),
    };

    /// <summary>Its age in seconds.</summary>
    public long Age(TimeProvider clock) => Freshness.InitialAge + (long)clock.GetElapsedTime(ReceivedAt).TotalSeconds;

    /// <summary>Whether a caller with these conditions has it already (RFC 9110, section 13.2.2).</summary>
    public bool IsHeldBy(StringValues ifNoneMatch, StringValues ifModifiedSince)
    {
        if (ifNoneMatch.Count > 0)
        {
            return EntityTags.Matches(ifNoneMatch, Head.ETag);
        }

        return ifModifiedSince.Count == 1
            && Cache.Freshness.Date(ifModifiedSince[0]) is { } since
            && Cache.Freshness.Date(Head.LastModified) is { } modified
            && modified <= since;
    }
}
