namespace RetailSync.Gateway;

/// <summary>The idempotency key of a request. Immutable.</summary>
/// <param name="Scope">SHA-256 of consumer, method, route and key, in hexadecimal: what must be unique among the keys that are kept.</param>
/// <param name="Fingerprint">SHA-256 of what the request says: the same key with another fingerprint is refused. 32 bytes.</param>
/// <param name="Keep">How long the key and its answer are kept after completion.</param>
public sealed record IdempotencyClaim(string Scope, ReadOnlyMemory<byte> Fingerprint, TimeSpan Keep);
