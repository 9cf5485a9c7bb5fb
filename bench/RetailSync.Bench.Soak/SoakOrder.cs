namespace RetailSync.Bench.Soak;

/// <summary>What the command line asks of a run.</summary>
/// <param name="Count">How many senders, connections or reloads.</param>
/// <param name="UpstreamHttp">How the gateway speaks to the upstream: 1 or 2.</param>
/// <param name="PerSecond">How many connections come in a second.</param>
internal sealed record SoakOrder(int Count, int UpstreamHttp, int PerSecond);
