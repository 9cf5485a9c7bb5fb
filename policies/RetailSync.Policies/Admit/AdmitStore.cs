using System.Collections.Concurrent;

namespace RetailSync.Policies.Admit;

/// <summary>The clusters' gates. They outlive every reload, and so does what they have found out. Safe to call from many threads.</summary>
internal sealed class AdmitStore(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, ClusterGate> _gates = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every gate.</summary>
    public IEnumerable<ClusterGate> Gates => _gates.Select(gate => gate.Value);

    /// <summary>The cluster's gate.</summary>
    public ClusterGate GateOf(string clusterId) => _gates.GetOrAdd(clusterId, static (id, clock) => new ClusterGate(id, clock), clock);
}
