using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace RetailSync.Gateway.Edge;

/// <summary>
/// Remembers the <c>Host</c> that a connection of HTTP/2 has sent beside <c>:authority</c>. Kestrel keeps only the latter, and two readers could address one request to
/// two hosts (RFC 9113, section 8.3.1). It is kept for the connection, not for the request, because the header is read before there is one: a connection that has sent
/// one host may not ask for another. Written by the connection alone, read by many threads.
/// </summary>
internal sealed class HostMemo
{
    private static readonly AsyncLocal<HostMemo?> OfConnection = new();

    private volatile string? _host;
    private volatile bool _isMixed;

    /// <summary>The memo of the connection whose headers are being read; null for HTTP/1.1, which has one place for the host.</summary>
    public static HostMemo? Current => OfConnection.Value;

    /// <summary>The connection middleware that gives each connection of HTTP/2 its memo. Belongs after TLS.</summary>
    public static async Task OnConnectionAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual("h2"u8) == true)
        {
            var memo = new HostMemo();
            connection.Features.Set(memo);
            OfConnection.Value = memo;
        }

        await next(connection);
    }

    /// <summary>Notes a host.</summary>
    public void Note(ReadOnlySpan<byte> host)
    {
        if (_host is not { } known)
        {
            _host = Encoding.Latin1.GetString(host);
        }
        else if (!Ascii.EqualsIgnoreCase(host, known))
        {
            _isMixed = true;
        }
    }

    /// <summary>Whether this connection has named no host but this one.</summary>
    public bool Agrees(string? authority) => _host is not { } known || (!_isMixed && known.Equals(authority, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Takes the host off a request that has ended. Kestrel reuses a stream's headers for the next request and does not decode a value that it already has; without this, a
    /// host could pass unnoticed.
    /// </summary>
    public static void Forget(HttpContext context)
    {
        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            context.Request.Headers.Remove("Host");
        }
    }
}
