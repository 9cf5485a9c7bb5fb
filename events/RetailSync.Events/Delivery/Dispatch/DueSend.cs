namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>An event to be sent now. Immutable.</summary>
/// <param name="Event">The event.</param>
/// <param name="Attempt">Which attempt it is; 1 or more.</param>
/// <param name="GapFrom">The number within the key of the first event that was skipped and is still missing; null when none is.</param>
/// <param name="IsLate">Whether it is a dead letter that is sent after later events of its key, because a person asked for it.</param>
internal readonly record struct DueSend(DispatchEvent Event, int Attempt, long? GapFrom, bool IsLate);
