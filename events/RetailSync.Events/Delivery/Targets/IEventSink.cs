using RetailSync.Events.Delivery.Dispatch;

namespace RetailSync.Events.Delivery.Targets;

/// <summary>A place in this process, or behind a client of its own such as a message broker, that takes events by a name. Safe to use from many threads.</summary>
/// <remarks>The caller hands in at most one event of a key at a time, so a sink that keeps the order of what it was handed one after the other keeps each key's order.</remarks>
internal interface IEventSink
{
    /// <summary>Its name in subscriptions.</summary>
    string Name { get; }

    /// <summary>What it is, such as <c>rabbitmq</c>.</summary>
    string Kind { get; }

    /// <summary>How it is at the moment, for those who operate the gateway. Asks nobody.</summary>
    SinkState State { get; }

    /// <summary>Takes an event: it must have it for good when it answers that it is delivered. Faults are told in the result, and it does not wait without an end.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; whether it arrived is not known.</exception>
    Task<SendResult> TakeAsync(string subscription, Outgoing outgoing, CancellationToken cancellationToken);
}
