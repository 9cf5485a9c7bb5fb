using RetailSync.Events.Log;

namespace RetailSync.Events.Delivery.Targets;

/// <summary>An event on its way to a subscriber. Immutable.</summary>
/// <param name="Event">The event.</param>
/// <param name="Marks">What this delivery says besides.</param>
/// <param name="Round">How often a person or a replay asked for it again; 0: the ordinary delivery. Repeated attempts of one round are the same delivery.</param>
internal sealed record Outgoing(StoredEvent Event, CloudEventMarks Marks, string Round = "");
