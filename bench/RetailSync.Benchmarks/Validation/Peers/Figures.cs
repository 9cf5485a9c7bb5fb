namespace RetailSync.Benchmarks.Validation.Peers;

/// <summary>What one peer took for one body.</summary>
/// <param name="Body">The body.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Peer">The peer.</param>
/// <param name="Microseconds">Processor time of one go.</param>
/// <param name="ToWalk">Divided by the walk of the same round.</param>
/// <param name="ToOurs">Divided by ours of the same round.</param>
/// <param name="Allocated">Bytes of one go; null where nobody counts.</param>
internal sealed record Figures(string Body, int Bytes, string Peer, Spread Microseconds, Spread ToWalk, Spread ToOurs, double? Allocated);
