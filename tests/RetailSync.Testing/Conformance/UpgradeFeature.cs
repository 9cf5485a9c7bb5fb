using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RetailSync.Testing;

/// <summary>Makes a request look like a WebSocket upgrade to whoever asks. Nobody may accept it: that is the forwarder's business.</summary>
internal sealed class UpgradeFeature : IHttpUpgradeFeature, IHttpWebSocketFeature
{
    /// <inheritdoc/>
    public bool IsUpgradableRequest => true;

    /// <inheritdoc/>
    public bool IsWebSocketRequest => true;

    /// <inheritdoc/>
    public Task<Stream> UpgradeAsync() => throw new InvalidOperationException("A policy must not accept an upgrade.");

    /// <inheritdoc/>
    public Task<System.Net.WebSockets.WebSocket> AcceptAsync(WebSocketAcceptContext context) => throw new InvalidOperationException("A policy must not accept a WebSocket.");

    /// <summary>Turns the request of a context into an upgrade.</summary>
    public static void Apply(HttpContext context)
    {
        var feature = new UpgradeFeature();
        context.Features.Set<IHttpUpgradeFeature>(feature);
        context.Features.Set<IHttpWebSocketFeature>(feature);
        context.Request.Headers.Connection = "Upgrade";
        context.Request.Headers.Upgrade = "websocket";
        context.Request.Headers.SecWebSocketVersion = "13";
        context.Request.Headers.SecWebSocketKey = "dGhlIHNhbXBsZSBub25jZQ==";
    }
}
