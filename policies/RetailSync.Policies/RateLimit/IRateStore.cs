namespace RetailSync.Policies.RateLimit;

/// <summary>Counts requests and decides. Safe to call from many threads. A store in memory completes at once; one over the network need not.</summary>
internal interface IRateStore
{
    /// <summary>Takes <paramref name="cost"/> from every window of the key if all of them have room, and otherwise from none.</summary>
    /// <param name="key">Whose counters.</param>
    /// <param name="windows">The windows; the key holds them as text, so equal keys come with equal windows.</param>
    /// <param name="cost">How much; never more than the smallest limit.</param>
    /// <param name="countDenied">Whether a refused request takes from the windows that have room.</param>
    /// <param name="cancel">Gives the question up.</param>
    ValueTask<RateDecision> TakeAsync(RateKey key, RateWindows windows, int cost, bool countDenied, CancellationToken cancel);
}
