using RetailSync.Events.Delivery.Dispatch;

namespace RetailSync.Events.Delivery.Targets;

/// <summary>A place in this process, or behind a client of its own, that takes events by a name. Safe to use from many threads.</summary>
internal interface IEventSink
{
    /// <summary>Its name in subscriptions.</summary>
    string Name { get; }

    /// <summary>Takes an event: it must have it for good when it answers that it is delivered. Faults are told in the result.</summary>
    Task<SendResult> TakeAsync(string subscription, Outgoing outgoing, CancellationToken cancellationToken);
}
