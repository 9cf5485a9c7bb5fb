namespace RetailSync.Events.Log;

/// <summary>What one delivery says besides the event. Immutable.</summary>
/// <param name="GapFrom">The number within the key of the first event that was skipped and is still missing; null when none is.</param>
/// <param name="IsReplayed">Whether the event is sent again because somebody asked for it.</param>
internal readonly record struct CloudEventMarks(long? GapFrom = null, bool IsReplayed = false);
