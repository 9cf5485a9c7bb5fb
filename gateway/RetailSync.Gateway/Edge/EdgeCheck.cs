using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway.Draining;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Edge;

/// <summary>The first look at every request, our own endpoints and unknown paths included. Safe to use from many threads.</summary>
internal sealed class EdgeCheck(EdgeOptions options, ClientOrigin origin, OpenWebSockets webSockets)
{
    private const string Allowed = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private readonly FrozenSet<string> _hosts = options.Hosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly HeaderHygiene _hygiene = new(options.ClientCertificateHeader);

    /// <summary>Refuses what is malformed and cleans the headers of what passes. Null: go on.</summary>
    public Problem? Check(ActiveExchange exchange)
    {
        // First, so that refusals know whom they refuse, and before the headers that tell it are removed.
        var misdirected = origin.Establish(exchange);
        var context = exchange.Context;
        var request = context.Request;
        if (!IsAllowed(context, request.Method))
        {
            return new Problem(ProblemTypes.MethodNotAllowed, $"The gateway serves {Allowed}.").With("Allow", Allowed);
        }

        if (PathHygiene.FindFault(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget) is { } pathFault)
        {
            return new Problem(ProblemTypes.MalformedPath, pathFault);
        }

        var headers = request.Headers;
        if (webSockets.Count >= options.MaxUpgradedConnections && (headers.Upgrade.Count > 0 || request.Method == "CONNECT"))
        {
            return new Problem(ProblemTypes.TemporaryReducedCapacity, "Too many WebSocket connections are open at the moment. Nothing was sent on.")
            {
                Reason = $"Edge:MaxUpgradedConnections = {options.MaxUpgradedConnections} are open.",
            }.With("Retry-After", "10");
        }

        if (headers.TransferEncoding is { Count: > 0 } coding && FindFault(coding, headers) is { } framingFault)
        {
            return new Problem(ProblemTypes.MalformedRequest, framingFault).With("Connection", "close");
        }

        var isHttp2 = HttpProtocol.IsHttp2(request.Protocol);
        if (isHttp2 && context.Features.Get<HostMemo>()?.Agrees(request.Host.Value) == false)
        {
            return new Problem(ProblemTypes.MalformedRequest, "The request is addressed to two hosts: :authority and host differ.").With("Connection", "close");
        }

        if (misdirected is not null)
        {
            return misdirected;
        }

        if (_hosts.Count > 0 && !_hosts.Contains(request.Host.Host))
        {
            return new Problem(ProblemTypes.MisdirectedRequest, "The Host header names no host of this gateway.");
        }

        return _hygiene.Clean(headers, isHttp2) is { } headerFault ? new Problem(ProblemTypes.MalformedRequest, headerFault).With("Connection", "close") : null;
    }

    private static string? FindFault(StringValues coding, IHeaderDictionary headers)
    {
        if (headers.ContentLength is not null || headers.ContainsKey("X-Content-Length"))
        {
            // Kestrel lets Transfer-Encoding win and renames the other; which of the two the sender meant cannot be known (RFC 9112, section 6.3).
            return "Content-Length and Transfer-Encoding must not stand together.";
        }

        // Kestrel takes any list that ends with chunked and undoes the chunks alone: what is below them would go on without its name.
        return coding.Count == 1 && coding[0].AsSpan().Trim().Equals("chunked", StringComparison.OrdinalIgnoreCase) ? null : "Transfer-Encoding may be 'chunked' and nothing else.";
    }

    // Methods are case-sensitive (RFC 9110, section 9.1): 'get' is another method, which some servers would take for GET.
    private static bool IsAllowed(HttpContext context, string method) =>
        method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS"
        || (method is "CONNECT" && context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" });
}
