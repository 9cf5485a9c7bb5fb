using RetailSync.Gateway.Pipeline;
using Yarp.ReverseProxy.Forwarder;

namespace RetailSync.Gateway.Forwarding;

/// <summary>Stands before YARP's own forwarder: asks the chosen destination's breaker and starts the attempt's time limit. Safe to use from many threads.</summary>
internal sealed class AttemptForwarder(IHttpForwarder inner) : IHttpForwarder
{
    /// <inheritdoc/>
    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer) =>
        context.Features.Get<ActiveExchange>()?.Forward is not { } run
            ? inner.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer)
            : run.TryBegin(context.GetReverseProxyFeature().ProxiedDestination!, out var limit)
                ? inner.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, limit)
                : new ValueTask<ForwarderError>(ForwarderError.NoAvailableDestinations);

    /// <inheritdoc/>
    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer, CancellationToken cancellationToken) =>
        inner.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);

    /// <summary>Puts itself before the forwarder that YARP has registered.</summary>
    public static void PutBefore(IServiceCollection services)
    {
        var own = services.Single(service => service.ServiceType == typeof(IHttpForwarder));
        services.Remove(own);
        services.AddSingleton<IHttpForwarder>(provider => new AttemptForwarder((IHttpForwarder)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)));
    }
}
