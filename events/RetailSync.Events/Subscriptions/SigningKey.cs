namespace RetailSync.Events.Subscriptions;

/// <summary>A key that signs webhooks. Immutable.</summary>
/// <param name="Key">Its bytes.</param>
/// <param name="Until">When it ceases to sign; null: it stays.</param>
internal sealed record SigningKey(byte[] Key, DateTimeOffset? Until);
