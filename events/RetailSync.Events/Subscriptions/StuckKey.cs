namespace RetailSync.Events.Subscriptions;

/// <summary>A key that cannot go on at once. Immutable.</summary>
/// <param name="Key">The key.</param>
/// <param name="IsBlocked">Whether it waits for a person.</param>
/// <param name="Attempts">How often its first event was tried.</param>
/// <param name="DueAt">When it is tried again; null when it is not.</param>
/// <param name="Reason">Why the last attempt failed.</param>
internal sealed record StuckKey(string Key, bool IsBlocked, int Attempts, DateTimeOffset? DueAt, string? Reason);
