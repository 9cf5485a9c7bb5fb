namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>What the dispatcher knows of an event. Immutable.</summary>
/// <param name="Seq">Its place in the log.</param>
/// <param name="Key">The key whose events stay in order.</param>
/// <param name="KeySeq">Its number within the key.</param>
/// <param name="IsPlaceholder">Whether its data could not be built yet: it blocks its key until it is rebuilt.</param>
internal readonly record struct DispatchEvent(long Seq, string Key, long KeySeq, bool IsPlaceholder = false);
