namespace RetailSync.Events.Delivery;

/// <summary>An event that was given up, as it is kept. Immutable.</summary>
internal sealed record DeadLetter(long Seq, string EventId, string Key, long KeySeq, long Attempts, string Reason, DateTimeOffset DiedAt, string? Decision, long Rounds);
