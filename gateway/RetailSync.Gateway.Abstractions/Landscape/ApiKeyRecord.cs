namespace RetailSync.Gateway;

/// <summary>What is kept of an API key: never the key itself.</summary>
/// <param name="Prefix">The visible first part, by which people and logs tell keys apart.</param>
/// <param name="Sha256">The hash of the whole key, 64 hexadecimal digits.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops working; null: never.</param>
public sealed record ApiKeyRecord(string Prefix, string Sha256, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
