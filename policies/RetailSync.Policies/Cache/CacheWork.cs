using System.Buffers;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway;
using RetailSync.Policies.Judging;

namespace RetailSync.Policies.Cache;

/// <summary>What one exchange has still to do for the cache once its request has gone on to the system. One thread at a time.</summary>
internal sealed class CacheWork(Exchange exchange, CacheStore store, CacheKey key, long changes, long askedAt) : IDisposable
{
    // A compressed answer is longer where it is judged than where it is kept.
    private const int MaxPlainFactor = 8;

    private Func<byte[], CacheEntry>? _keep;

    public CacheKey Key => key;

    /// <summary>The number of the last change before the request began.</summary>
    public long Changes => changes;

    /// <summary>When the request began, as a timestamp of the clock.</summary>
    public long AskedAt => askedAt;

    /// <summary>The kept answer that the system is asked about; null when it is asked for a new one.</summary>
    public CacheEntry? Asked { get; set; }

    /// <summary>The caller's own <c>If-None-Match</c>, which ours took the place of.</summary>
    public StringValues IfNoneMatch { get; set; }

    /// <summary>The caller's own <c>If-Modified-Since</c>.</summary>
    public StringValues IfModifiedSince { get; set; }

    /// <summary>Keeps the answer when it has arrived whole, nobody objected, and it is what its contract says.</summary>
    public void KeepAtEnd(Func<byte[], CacheEntry> keep)
    {
        _keep = keep;
        exchange.AskForResponseBody(store.MaxAnswerBytes);
        exchange.ReleaseAtEnd(this);
    }

    /// <summary>The exchange has ended.</summary>
    public void Dispose()
    {
        // The memory of the copy is returned at once, so the body is copied once more, into an array of exactly its length.
        if (_keep is not null && exchange is { Refusal: null, Reply: null, ResponseBody: { } body } && body.Length <= store.MaxAnswerBytes && Soundness.IsSound(exchange, body, MaxPlainFactor * store.MaxAnswerBytes))
        {
            store.Keep(_keep(body.ToArray()));
        }
    }
}
