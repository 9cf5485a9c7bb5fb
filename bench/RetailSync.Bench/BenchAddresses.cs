namespace RetailSync.Bench;

/// <summary>Where the rest of a run listens.</summary>
/// <param name="Upstream">The upstream's address.</param>
/// <param name="Sink">Where telemetry goes.</param>
/// <param name="Issuer">The token issuer, with a slash at the end.</param>
/// <param name="Redis">The redis-server as host:port; null where none could be started.</param>
internal sealed record BenchAddresses(string Upstream, string Sink, string Issuer, string? Redis = null);
