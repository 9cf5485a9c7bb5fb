using RetailSync.Gateway.Certificates;
using RetailSync.Gateway.Hosting;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Edge;

/// <summary>
/// Establishes where a request comes from before its headers are cleaned: the address, whether it came over TLS, and the client's certificate. What a client says about
/// that counts only when a trusted proxy says it. Safe to use from many threads.
/// </summary>
internal sealed class ClientOrigin(EdgeOptions edge, ListenerOptions listeners, CertificateHeader header, Revocations revocations, TimeProvider clock)
{
    private readonly TrustedProxies _proxies = new(edge);
    private readonly bool _asksForCertificates = listeners.Https.ClientCertificates is not ClientCertificateUse.Off;

    /// <summary>Whether connections must keep what was learned while they were opened.</summary>
    public bool NeedsTlsPeer { get; } = edge.Hosts.Count > 0 || listeners.Https.ClientCertificates is not ClientCertificateUse.Off;

    /// <summary>Establishes it. Returns why the request cannot have been meant for us; null: go on.</summary>
    public Problem? Establish(ActiveExchange exchange)
    {
        var context = exchange.Context;
        if (_proxies.Any && context.Connection.RemoteIpAddress is { } peer && _proxies.Contains(peer))
        {
            FollowProxy(exchange, peer);
            return null;
        }

        if (!NeedsTlsPeer || context.Features.Get<TlsPeer>() is not { } tls)
        {
            return null;
        }

        if (_asksForCertificates && tls.Certificate is { } evidence)
        {
            exchange.ClientCertificate = evidence.At(clock.GetUtcNow(), revocations.Current);
        }

        // Without a name (a client that was given an address sends none) there is nothing that the request could contradict.
        return tls.ServerName.Length == 0 || IsSame(tls.ServerName, context.Request.Host.Host)
            ? null
            : new Problem(ProblemTypes.MisdirectedRequest, "The Host header names another host than the one that the TLS connection was opened for.");
    }

    private static bool IsSame(string serverName, string host) =>
        serverName.AsSpan().TrimEnd('.').Equals(host.AsSpan().TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    // The proxy's own certificate is not looked at: it speaks for the proxy, and would make every client behind it the proxy itself.
    private void FollowProxy(ActiveExchange exchange, System.Net.IPAddress peer)
    {
        var context = exchange.Context;
        var headers = context.Request.Headers;
        context.Connection.RemoteIpAddress = _proxies.ClientOf(peer, headers["X-Forwarded-For"]);
        context.Connection.RemotePort = 0;
        if (headers["X-Forwarded-Proto"] is [("http" or "https") and var scheme])
        {
            context.Request.Scheme = scheme;
        }

        exchange.ClientCertificate = header.Read(headers)?.At(clock.GetUtcNow(), revocations.Current);
    }
}
