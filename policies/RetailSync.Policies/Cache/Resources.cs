using RetailSync.Gateway;

namespace RetailSync.Policies.Cache;

/// <summary>Says which resource of which API an exchange is about.</summary>
internal static class Resources
{
    public static ResourcePath Of(Exchange exchange) => ResourcePath.Of(ApiOf(exchange), PathOf(exchange));

    /// <summary>The API, all of its versions together; the contract where it belongs to none.</summary>
    public static string ApiOf(Exchange exchange) => exchange.Version?.ApiId ?? exchange.Route?.Contract?.Id ?? "";

    /// <summary>The decoded path below the version's prefix.</summary>
    public static ReadOnlySpan<char> PathOf(Exchange exchange)
    {
        var path = exchange.Context.Request.Path.Value.AsSpan();
        return path[Math.Min(path.Length, exchange.Version?.PathPrefix.Length ?? 0)..];
    }

    /// <summary>The path below the version's prefix that a <c>Location</c> or <c>Content-Location</c> names; null when it names none.</summary>
    /// <remarks>
    /// The system may write its own address or the gateway's. Only the path counts, and it is taken as one of this API in any case: a wrong guess drops an answer too many.
    /// </remarks>
    public static string? Named(Exchange exchange, string? location)
    {
        if (string.IsNullOrEmpty(location) || !Uri.TryCreate(new Uri($"http://gateway{exchange.Context.Request.Path.ToUriComponent()}"), location, out var uri) || !uri.IsAbsoluteUri)
        {
            return null;
        }

        var path = Uri.UnescapeDataString(uri.AbsolutePath);
        var prefix = exchange.Version?.PathPrefix ?? "";
        if (path.StartsWith(prefix + '/', StringComparison.OrdinalIgnoreCase))
        {
            return path[prefix.Length..];
        }

        var number = prefix[Math.Max(prefix.LastIndexOf('/'), 0)..] + '/';
        var at = number.Length > 1 ? path.IndexOf(number, StringComparison.OrdinalIgnoreCase) : -1;
        return at < 0 ? path : path[(at + number.Length - 1)..];
    }
}
