namespace RetailSync.Events.Webhooks;

/// <summary>The HTTP client that all webhooks share. Safe to use from many threads.</summary>
internal sealed class WebhookClient(WebhookConnector connector) : IDisposable
{
    /// <summary>The client.</summary>
    public HttpMessageInvoker Http { get; } = new(connector.CreateHandler());

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();
}
