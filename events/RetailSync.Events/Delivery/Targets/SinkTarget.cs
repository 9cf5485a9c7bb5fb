using RetailSync.Events.Delivery.Dispatch;

namespace RetailSync.Events.Delivery.Targets;

/// <summary>Hands events to a sink. Safe to use from many threads.</summary>
internal sealed class SinkTarget(string subscription, IEventSink sink) : IDeliveryTarget
{
    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Outgoing outgoing, CancellationToken cancellationToken) => sink.TakeAsync(subscription, outgoing, cancellationToken);
}
