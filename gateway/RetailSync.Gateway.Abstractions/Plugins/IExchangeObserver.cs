namespace RetailSync.Gateway;

/// <summary>A plugin that looks at exchanges after their answers have left. Declared by the stage <c>observe</c>.</summary>
public interface IExchangeObserver : IGatewayPlugin
{
    /// <summary>Takes exchanges in the order in which they ended: one, or up to <c>budget.batch</c> when more are waiting.</summary>
    /// <remarks>
    /// Called off the callers' path by <c>budget.workers</c> workers; with more than one, calls overlap. After the manifest's time limit the token is cancelled and
    /// the call is given up: the views stay valid, they are copies. A fault, or a call that was given up, counts for quarantine and is told as a gap.
    /// </remarks>
    ValueTask ObserveAsync(IReadOnlyList<ExchangeView> exchanges, CancellationToken cancellationToken);
}
