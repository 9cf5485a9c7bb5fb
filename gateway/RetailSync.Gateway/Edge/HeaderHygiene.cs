using System.Buffers;
using System.Collections.Frozen;

namespace RetailSync.Gateway.Edge;

/// <summary>Takes away what a client must not be able to say: who it is, where it comes from, and which headers end here.</summary>
/// <param name="certificateHeader">The header in which proxies tell a client's certificate, where one is configured.</param>
internal sealed class HeaderHygiene(string? certificateHeader)
{
    private static readonly FrozenSet<string> Removed = new[]
    {
        "Forwarded", "X-Real-IP", "X-Original-URL", "X-Original-Host", "X-Rewrite-URL", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override",
        "X-Request-Id", "Proxy", "Proxy-Status", "Client-Cert", "Client-Cert-Chain", "X-Client-Cert",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] RemovedPrefixes = ["X-Consumer-", "X-User-", "X-Forwarded-", "X-SSL-"];

    private static readonly FrozenSet<string> ConnectionSpecific = new[] { "Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // They frame the message or address it; without them it would be another message.
    private static readonly FrozenSet<string> NeverNominated = new[] { "Host", "Content-Length", "Transfer-Encoding", "Content-Type" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What Connection says about the connection itself rather than about a header.
    private static readonly FrozenSet<string> ConnectionOptions = new[] { "close", "keep-alive", "upgrade", "te", "http2-settings" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a client's header of this name, or of its underscore twin's name, is removed.</summary>
    public static bool IsReserved(string name)
    {
        // Every reserved name starts with one of these; most headers are done here.
        if ((name[0] | 0x20) is not ('x' or 'f' or 'p') && !name.StartsWith("client", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // CGI-style upstreams read X_Consumer_Id and X-Consumer-Id as the same header.
        var canonical = name.Contains('_') ? name.Replace('_', '-') : name;
        if (Removed.Contains(canonical))
        {
            return true;
        }

        foreach (var prefix in RemovedPrefixes)
        {
            if (canonical.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes reserved headers and those that <c>Connection</c> nominates (RFC 9110, section 7.6.1). Returns what is wrong; null when nothing is.</summary>
    public string? Clean(IHeaderDictionary headers, bool isHttp2)
    {
        List<string>? reserved = null;
        foreach (var (name, _) in headers)
        {
            // Kestrel refuses Connection and leaves the others (RFC 9113, sections 8.2.1 and 8.2.2).
            if (isHttp2 && (name.AsSpan().ContainsAnyExcept(Token) || ConnectionSpecific.Contains(name)))
            {
                return "A header of the request has no place in HTTP/2.";
            }

            if (IsReserved(name) || (certificateHeader is not null && IsTwin(name, certificateHeader)))
            {
                (reserved ??= []).Add(name);
            }
        }

        foreach (var name in reserved ?? [])
        {
            headers.Remove(name);
        }

        var connection = headers.Connection;
        return connection.Count == 0 ? null : RemoveNominated(headers, connection!);
    }

    private static bool IsTwin(string name, string other) =>
        name.Length == other.Length && name.Replace('_', '-').Equals(other.Replace('_', '-'), StringComparison.OrdinalIgnoreCase);

    private static string? RemoveNominated(IHeaderDictionary headers, IEnumerable<string> connection)
    {
        foreach (var value in connection)
        {
            foreach (var range in value.AsSpan().Split(','))
            {
                var option = value.AsSpan()[range].Trim().ToString();
                if (option.Length == 0 || ConnectionOptions.Contains(option))
                {
                    continue;
                }

                if (NeverNominated.Contains(option))
                {
                    return $"Connection must not nominate {option}.";
                }

                headers.Remove(option);
            }
        }

        return null;
    }
}
