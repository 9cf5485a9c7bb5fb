using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway;

namespace RetailSync.Policies.Cache;

/// <summary>Gives kept answers where the contract allows it, asks the system whether older ones still hold, and keeps new ones.</summary>
internal sealed class CachePolicy(
    CacheOptions options, RouteFacts route, CacheStore store, ChangeMarks marks, CacheMetrics metrics, TimeProvider clock) : IRequestPolicy, IResponsePolicy
{
    // Another contract or other settings make another instance, and with it a number under which nothing was kept before.
    private readonly long _plan = store.NextPlan();

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange) =>
        exchange.Operation?.Cache is { } declared ? new(Look(exchange, declared)) : new(Verdict.GoOn);

    /// <inheritdoc/>
    public ValueTask<Verdict> OnResponseAsync(Exchange exchange) =>
        exchange.Operation?.Cache is { } declared && exchange.Context.Features.Get<CacheWork>() is { } work ? new(Judge(exchange, declared, work)) : new(Verdict.GoOn);

    private Verdict Look(Exchange exchange, CacheDeclaration declared)
    {
        // A system that sees the person behind the consumer answers that person, and who else may see it cannot be known here.
        if (route.ForwardsCredentials || (exchange.Caller is null && !declared.IsShared) || !CacheQuestion.TryRead(exchange, out var question))
        {
            metrics.Bypassed();
            return CacheControl.Parse(exchange.Context.Request.Headers.CacheControl).OnlyIfCached ? NotKept() : Forward(exchange, "bypass");
        }

        // The order matters: the number first, then whether a change is on its way, then whether one has passed.
        var (changes, request) = (marks.Last, exchange.Context.Request);
        var resource = Resources.Of(exchange);
        if (!resource.IsWhole || marks.IsChanging(resource))
        {
            metrics.Changing();
            return question.Control.OnlyIfCached ? NotKept() : Forward(exchange, "bypass; detail=changing");
        }

        var key = new CacheKey(
            _plan, request.Path.Value ?? "", request.QueryString.Value ?? "",
            declared.IsShared ? null : exchange.Caller!.Consumer.Id, declared.IsShared ? null : exchange.Caller!.Scopes);
        var kept = store.Find(key, request.Headers);
        var isDropped = kept is not null && marks.HasChangedSince(kept.Changes, resource);
        if (isDropped)
        {
            store.Remove(kept!);
            kept = null;
        }

        if (kept is not null && question.Takes(kept.Age(clock), kept.Freshness.Lifetime))
        {
            metrics.Hit();
            return Give(exchange, kept, "hit", request.Headers.IfNoneMatch, request.Headers.IfModifiedSince);
        }

        Count(kept, isDropped);
        if (question.Control.OnlyIfCached)
        {
            return NotKept();
        }

        var work = new CacheWork(exchange, store, key, changes, clock.GetTimestamp());
        exchange.Context.Features.Set(work);
        if (kept?.Head.HasValidator == true)
        {
            Ask(request.Headers, work, kept);
        }

        return Forward(exchange, kept is null ? "fwd=miss" : question.MustAsk ? "fwd=request" : "fwd=stale");
    }

    private void Count(CacheEntry? kept, bool isDropped)
    {
        if (isDropped)
        {
            metrics.Dropped();
        }
        else if (kept is null)
        {
            metrics.Missed();
        }
        else
        {
            metrics.Stale();
        }
    }

    // The caller's own conditions are about what the caller has; ours are about what is kept. The caller's are honoured once the system has answered.
    private static void Ask(IHeaderDictionary headers, CacheWork work, CacheEntry kept)
    {
        work.Asked = kept;
        (work.IfNoneMatch, work.IfModifiedSince) = (headers.IfNoneMatch, headers.IfModifiedSince);
        headers.IfNoneMatch = kept.Head.ETag;
        headers.IfModifiedSince = kept.Head.ETag is null ? kept.Head.LastModified : default;
    }

    private Verdict Judge(Exchange exchange, CacheDeclaration declared, CacheWork work)
    {
        var response = exchange.Context.Response;
        if (work.Asked is { } kept)
        {
            switch (response.StatusCode)
            {
                case StatusCodes.Status304NotModified:
                    metrics.Held();
                    return Confirmed(exchange, declared, work, kept);
                case >= 500 when StandsIn(exchange, kept):
                    metrics.StoodIn();
                    return Give(exchange, kept, $"fwd=stale; fwd-status={response.StatusCode}", work.IfNoneMatch, work.IfModifiedSince);
                case >= 500:
                    metrics.Failed();
                    break;
                default:
                    metrics.Replaced();
                    store.Remove(kept);
                    break;
            }
        }

        // The system's own caches speak before us in the list (RFC 9211, section 2).
        if (response.Headers["Cache-Status"] is { Count: > 0 } upstream)
        {
            exchange.ResponseHeaders.Set("Cache-Status", StringValues.Concat(upstream, exchange.ResponseHeaders["Cache-Status"]));
        }

        if (response.StatusCode == StatusCodes.Status200OK && HttpMethods.IsGet(exchange.Context.Request.Method))
        {
            KeepIfAllowed(exchange, declared, work);
        }

        return Verdict.GoOn;
    }

    private void KeepIfAllowed(Exchange exchange, CacheDeclaration declared, CacheWork work)
    {
        var headers = exchange.Context.Response.Headers;
        if (headers.SetCookie.Count > 0 || headers.ContentRange.Count > 0 || headers.ContentLength > store.MaxAnswerBytes
            || Fresh(headers, declared, work) is not { } freshness
            || Variant.Of(headers.Vary, exchange.Context.Request.Headers) is not { } variant)
        {
            exchange.Explanation?.Note("cache", "the answer is not kept: its headers do not allow it");
            return;
        }

        var (head, length, now) = (AnswerHead.Of(headers), headers.ContentLength, clock.GetTimestamp());
        if (freshness.InitialAge >= freshness.Lifetime && !head.HasValidator)
        {
            return;
        }

        work.KeepAtEnd(body => CacheEntry.Of(work.Key, variant, work.Changes, now, freshness, declared.StaleIfErrorSeconds, head, body));
    }

    private Verdict Confirmed(Exchange exchange, CacheDeclaration declared, CacheWork work, CacheEntry kept)
    {
        var headers = exchange.Context.Response.Headers;
        var head = kept.Head.Refreshed(headers, clock.GetUtcNow());
        var merged = head.ToDictionary();
        merged.Age = headers.Age;
        var fresh = Fresh(merged, declared, work);
        if (fresh is not { } freshness || (headers.ETag.Count > 0 && !EntityTags.Matches(headers.ETag, kept.Head.ETag)))
        {
            // It may not be kept any longer, or the system speaks of something else than it was asked about. It holds for this one request.
            store.Remove(kept);
            return Give(exchange, kept, "fwd=stale; fwd-status=304", work.IfNoneMatch, work.IfModifiedSince);
        }

        var confirmed = CacheEntry.Of(work.Key, kept.Variant, work.Changes, clock.GetTimestamp(), freshness, declared.StaleIfErrorSeconds, head, kept.Body);
        store.Keep(confirmed);
        return Give(exchange, confirmed, "fwd=stale; fwd-status=304", work.IfNoneMatch, work.IfModifiedSince);
    }

    private Freshness? Fresh(IHeaderDictionary headers, CacheDeclaration declared, CacheWork work) =>
        Freshness.Of(headers, declared, options.MaxAgeSeconds, clock.GetUtcNow(), (long)clock.GetElapsedTime(work.AskedAt).TotalSeconds);

    // What a change has passed over is never given, whatever the system answers.
    private bool StandsIn(Exchange exchange, CacheEntry kept) =>
        kept.StaleIfError > 0 && !kept.Freshness.MustRevalidate && kept.Age(clock) < kept.Freshness.Lifetime + kept.StaleIfError
        && Resources.Of(exchange) is var resource && !marks.IsChanging(resource) && !marks.HasChangedSince(kept.Changes, resource);

    private Verdict Give(Exchange exchange, CacheEntry kept, string how, StringValues ifNoneMatch, StringValues ifModifiedSince)
    {
        var age = kept.Age(clock);
        exchange.ResponseHeaders.Set("Age", age.ToString(CultureInfo.InvariantCulture));
        exchange.ResponseHeaders.Set("Cache-Status", string.Create(CultureInfo.InvariantCulture, $"retailsync; {how}; ttl={kept.Freshness.Lifetime - age}"));
        exchange.Explanation?.Note("cache", string.Create(CultureInfo.InvariantCulture, $"{how}: kept for {age} of {kept.Freshness.Lifetime} seconds"));
        return Verdict.Answer(kept.IsHeldBy(ifNoneMatch, ifModifiedSince) ? kept.NotModified : kept.Whole);
    }

    private static Verdict Forward(Exchange exchange, string why)
    {
        exchange.ResponseHeaders.Set("Cache-Status", why switch
        {
            "fwd=miss" => "retailsync; fwd=miss",
            "fwd=stale" => "retailsync; fwd=stale",
            "fwd=request" => "retailsync; fwd=request",
            "bypass" => "retailsync; fwd=bypass",
            _ => "retailsync; fwd=" + why,
        });
        exchange.Explanation?.Note("cache", why);
        return Verdict.GoOn;
    }

    private static Verdict NotKept() => Verdict.Refuse(new Problem(ProblemTypes.NotInCache, "Nothing is kept that fits this request."));
}
