using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using RetailSync.Gateway;

namespace RetailSync.Policies.Replays;

/// <summary>What a request is addressed to, as it was sent.</summary>
internal static class Targets
{
    /// <summary>Path and query, not decoded.</summary>
    public static string Of(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] raw ? raw : context.Request.GetEncodedPathAndQuery();

    /// <summary>The decoded path below the version's prefix, as the contract's templates see it.</summary>
    public static ReadOnlySpan<char> BelowVersion(Exchange exchange)
    {
        var path = exchange.Context.Request.Path.Value.AsSpan();
        return path[Math.Min(path.Length, exchange.Version?.PathPrefix.Length ?? 0)..];
    }

    /// <summary>Whether the request may have a body.</summary>
    public static bool HasBody(HttpRequest request) =>
        request.ContentLength is { } length ? length > 0 : request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
}
