namespace RetailSync.Events.Log;

/// <summary>Events of the log, and how far it was looked through for them. Immutable.</summary>
/// <param name="Events">The events, in the log's order.</param>
/// <param name="ScannedTo">The place that the next page begins behind.</param>
internal sealed record EventPage(IReadOnlyList<StoredEvent> Events, long ScannedTo);
