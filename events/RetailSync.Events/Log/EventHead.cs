namespace RetailSync.Events.Log;

/// <summary>An event without its data. Immutable.</summary>
internal readonly record struct EventHead(long Seq, string Type, string System, string Key, long KeySeq, bool IsPlaceholder, DateTimeOffset RecordedAt);
