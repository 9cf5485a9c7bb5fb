using System.Diagnostics.Metrics;

namespace RetailSync.Policies.Replays;

/// <summary>What becomes of requests whose key is known already.</summary>
internal sealed class ReplayMetrics
{
    private readonly Counter<long> _known;

    public ReplayMetrics(IMeterFactory meters) => _known = meters.Create("RetailSync.Policies").CreateCounter<long>(
        "retailsync.idempotency.known", "{request}", "Requests whose idempotency key was known, by what they were told: replayed, accepted, in-flight, pending or mismatch.");

    public void Replayed() => Count("replayed");

    public void Accepted() => Count("accepted");

    public void InFlight() => Count("in-flight");

    public void Pending() => Count("pending");

    public void Mismatch() => Count("mismatch");

    private void Count(string result) => _known.Add(1, new KeyValuePair<string, object?>("result", result));
}
