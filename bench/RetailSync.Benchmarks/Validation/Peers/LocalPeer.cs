namespace RetailSync.Benchmarks.Validation.Peers;

/// <summary>A peer in this process.</summary>
/// <param name="name">How tables call it.</param>
/// <param name="bodies">The bodies by name.</param>
/// <param name="prepare">Makes what goes over one kind of body.</param>
internal sealed class LocalPeer(string name, IReadOnlyDictionary<string, byte[]> bodies, Func<string, Func<byte[], bool>> prepare) : Peer(name)
{
    private readonly Dictionary<string, Func<byte[], bool>> _prepared = [];

    /// <summary>What the last run allocated, in bytes.</summary>
    public long Allocated { get; private set; }

    public override Task<(double Microseconds, int Accepted)> RunAsync(string body, int iterations)
    {
        var kind = body.Split('-')[0];
        if (!_prepared.TryGetValue(kind, out var judge))
        {
            _prepared[kind] = judge = prepare(kind);
        }

        var (bytes, accepted) = (bodies[body], 0);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        // Of the whole process: what the collector does for a peer is the peer's.
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < iterations; i++)
        {
            accepted += judge(bytes) ? 1 : 0;
        }

        var used = Environment.CpuUsage.TotalTime - before;
        Allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return Task.FromResult((used.TotalMicroseconds, accepted));
    }
}
