namespace RetailSync.Events.Delivery.Targets;

/// <summary>How a sink is. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is, such as <c>rabbitmq</c>.</param>
/// <param name="State"><c>connected</c>, <c>blocked</c> (it asks for patience) or <c>disconnected</c>, also before it was first used.</param>
/// <param name="Reason">Why it is not connected; null when it is, and before it was first used.</param>
internal sealed record SinkState(string Name, string Kind, string State, string? Reason = null);
