using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;

namespace RetailSync.Gateway.Edge;

/// <summary>Takes off an upstream's answer what is between it and us, and what tells a stranger how it is built.</summary>
internal static class ResponseHygiene
{
    private static readonly string[] Internal =
        ["X-Powered-By", "X-AspNet-Version", "X-AspNetMvc-Version", "X-SourceFiles", "X-Runtime", "X-Generator", "X-Backend-Server", "X-Debug-Token", "Proxy-Status"];

    // They frame or describe the message; without them it would be another one.
    private static readonly FrozenSet<string> NeverNominated = new[] { "Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding", "Cache-Control", "X-Request-Id" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> ConnectionOptions = new[] { "close", "keep-alive", "upgrade" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Removes what tells how an upstream is built, what its <c>Connection</c> nominates (RFC 9110, section 7.6.1), and the headers of <paramref name="hidden"/>.</summary>
    public static void Clean(IHeaderDictionary headers, HttpResponseHeaders upstream, IReadOnlyList<string> hidden)
    {
        headers.Server = default;
        foreach (var name in Internal)
        {
            headers.Remove(name);
        }

        foreach (var name in hidden)
        {
            headers.Remove(name);
        }

        if (upstream.NonValidated.TryGetValues("Connection", out var nominated))
        {
            RemoveNominated(headers, nominated);
        }
    }

    /// <summary>
    /// The cookies of an answer without those for a domain that the request's host is not in. A browser drops these too; other clients may not.
    /// </summary>
    public static StringValues OwnCookies(StringValues cookies, string host)
    {
        foreach (var cookie in cookies)
        {
            if (!IsOwn(cookie!, host))
            {
                return new StringValues([.. cookies.Where(each => IsOwn(each!, host))]);
            }
        }

        return cookies;
    }

    private static bool IsOwn(ReadOnlySpan<char> cookie, ReadOnlySpan<char> host)
    {
        foreach (var range in cookie.Split(';'))
        {
            var attribute = cookie[range].Trim();
            if (range.Start.Value == 0 || !attribute.StartsWith("domain", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var value = attribute["domain".Length..].TrimStart();
            if (value.IsEmpty || value[0] != '=')
            {
                continue;
            }

            var domain = value[1..].Trim().TrimStart('.');
            var isIn = domain.IsEmpty || host.Equals(domain, StringComparison.OrdinalIgnoreCase)
                || (host.Length > domain.Length && host.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && host[^(domain.Length + 1)] == '.');
            if (!isIn)
            {
                return false;
            }
        }

        return true;
    }

    private static void RemoveNominated(IHeaderDictionary headers, HeaderStringValues nominated)
    {
        foreach (var value in nominated)
        {
            foreach (var range in value.AsSpan().Split(','))
            {
                var option = value.AsSpan()[range].Trim().ToString();
                if (option.Length > 0 && !ConnectionOptions.Contains(option) && !NeverNominated.Contains(option))
                {
                    headers.Remove(option);
                }
            }
        }
    }
}
