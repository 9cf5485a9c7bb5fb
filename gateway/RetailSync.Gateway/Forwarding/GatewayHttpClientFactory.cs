using Yarp.ReverseProxy.Forwarder;

namespace RetailSync.Gateway.Forwarding;

/// <summary>Makes the HTTP client of each cluster.</summary>
internal sealed class GatewayHttpClientFactory(ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
{
    /// <inheritdoc/>
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);

        // Trace context is written by our own transform; the handler's propagator would start an activity for every call.
        handler.ActivityHeadersPropagator = null;
        handler.ConnectTimeout = TimeSpan.FromSeconds(5);

        // DNS changes are noticed within this time.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        handler.MaxResponseHeadersLength = 64;
    }

    /// <inheritdoc/>
    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new NeverRepeatsChanges(base.WrapHandler(context, handler));
}
