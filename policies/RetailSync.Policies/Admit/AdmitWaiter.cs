using RetailSync.Gateway;

namespace RetailSync.Policies.Admit;

/// <summary>A call that waits for room. The gate's lock protects whether it still stands in its line.</summary>
internal sealed class AdmitWaiter(Priority priority, AdmitTerms terms)
{
    private readonly TaskCompletionSource<AdmitSlot> _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Priority Priority => priority;

    public AdmitTerms Terms => terms;

    /// <summary>Completes when there is room.</summary>
    public Task<AdmitSlot> Granted => _granted.Task;

    public void Grant(AdmitSlot slot) => _granted.SetResult(slot);
}
