namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>An event that was given up. Immutable.</summary>
/// <param name="Event">The event.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">Why the last attempt failed.</param>
/// <param name="At">When.</param>
internal sealed record DeadLettered(DispatchEvent Event, int Attempts, string Reason, DateTimeOffset At);
