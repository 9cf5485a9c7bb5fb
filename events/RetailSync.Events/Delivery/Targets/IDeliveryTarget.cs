using RetailSync.Events.Delivery.Dispatch;

namespace RetailSync.Events.Delivery.Targets;

/// <summary>Where a subscription's events go. Safe to use from many threads.</summary>
internal interface IDeliveryTarget
{
    /// <summary>Makes one attempt. Faults are told in the result.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; whether it arrived is not known.</exception>
    Task<SendResult> SendAsync(Outgoing outgoing, CancellationToken cancellationToken);
}
