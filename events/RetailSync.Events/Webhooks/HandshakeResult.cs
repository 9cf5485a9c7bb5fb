namespace RetailSync.Events.Webhooks;

/// <summary>What a URL said to the handshake. Immutable.</summary>
/// <param name="Fault">Why it may not be sent events; null: it consents.</param>
/// <param name="RatePerMinute">How many it takes in a minute; null: as many as we like.</param>
internal sealed record HandshakeResult(string? Fault, int? RatePerMinute);
