using RetailSync.Gateway;

namespace RetailSync.Policies.Admit;

/// <summary>On which terms one route uses its cluster: a route sees the cluster's calls and its estimate, and reads them in its own way. Immutable.</summary>
internal sealed class AdmitTerms(AdmitOptions options)
{
    private readonly int[] _shares = [options.Shares.Bulk, options.Shares.Normal, options.Shares.High, 100];

    /// <summary>How long the higher classes wait for room.</summary>
    public TimeSpan Wait { get; } = TimeSpan.FromMilliseconds(options.WaitMilliseconds);

    /// <summary>How many calls may be in flight for one of this class to be let in. At least 1.</summary>
    public int CapFor(Priority priority, ConcurrencyEstimate estimate) => Math.Max(1, LimitFor(priority, estimate) * _shares[(int)priority] / 100);

    /// <summary>Whether a call of this class may wait.</summary>
    public bool MayWait(Priority priority) => priority >= Priority.High && Wait > TimeSpan.Zero;

    private int LimitFor(Priority priority, ConcurrencyEstimate estimate) =>
        options.Limit ?? Math.Clamp(estimate.LimitFor(priority), options.MinimumLimit, options.MaximumLimit);
}
