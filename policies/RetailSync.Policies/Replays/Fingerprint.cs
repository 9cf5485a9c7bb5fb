using System.Buffers;
using RetailSync.Gateway;

namespace RetailSync.Policies.Replays;

/// <summary>What a request says, in 32 bytes. Safe to call from many threads.</summary>
internal static class Fingerprint
{
    /// <summary>SHA-256 over method, route, path and query, content type and coding, and the body, which has been read.</summary>
    public static byte[] Of(Exchange exchange, FingerprintKind kind)
    {
        var request = exchange.Context.Request;
        var body = exchange.RequestBody;

        // What is compressed is compared as it came: the same text compressed in two ways is rare, and to unpack it here would cost everybody.
        if (kind == FingerprintKind.Json && request.Headers.ContentEncoding.Count == 0 && CanonicalJson.TryWrite(body, out var canonical))
        {
            body = new ReadOnlySequence<byte>(canonical.Value);
        }

        using var hash = new PartHash();
        return hash.Add(request.Method)
            .Add(exchange.Route?.RouteId)
            .Add(Targets.Of(exchange.Context))
            .Add(request.ContentType)
            .Add(request.Headers.ContentEncoding.ToString())
            .Add(body)
            .End();
    }
}
