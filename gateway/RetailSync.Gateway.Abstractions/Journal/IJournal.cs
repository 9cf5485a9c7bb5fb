namespace RetailSync.Gateway;

/// <summary>
/// The write-ahead journal of changes. What a method has written is on disk when it completes. Safe to use from many threads; every operation is settled by the one
/// who claimed it, or by the recovery when that gateway is gone.
/// </summary>
public interface IJournal
{
    /// <summary>Finds what is known under an idempotency key; null when nothing is.</summary>
    /// <param name="scope">The key's scope, <see cref="IdempotencyClaim.Scope"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<KnownOperation?> FindAsync(string scope, CancellationToken cancellationToken);

    /// <summary>Writes the intent down. Of several with one key, or in one lane, exactly one is granted.</summary>
    /// <remarks>Cancelling gives up waiting only before the intent is handed to the writer; after that the result must be awaited and settled.</remarks>
    ValueTask<ClaimResult> ClaimAsync(Intent intent, CancellationToken cancellationToken);

    /// <summary>
    /// Accepts a change that is sent later: whoever forwards sends it when its system is up, in the order of acceptance within its lane, and settles it. Granted means that the
    /// request is on disk. A journal that does not forward says that it is unavailable.
    /// </summary>
    /// <param name="intent">The change. Its deadline is not kept: it gets one when it is sent.</param>
    /// <param name="terms">How much may wait, and what is agreed with the system.</param>
    /// <param name="cancellationToken">Gives up waiting only before it is handed to the writer.</param>
    ValueTask<ClaimResult> AcceptAsync(Intent intent, QueueTerms terms, CancellationToken cancellationToken) =>
        new(new ClaimResult(ClaimStatus.Unavailable, Reason: "This journal does not forward changes later."));

    /// <summary>
    /// Writes down how an operation ended, together with the change events that follow from it, and frees its lane unless the outcome is unknown. False: it could not be
    /// written, or was settled by somebody else meanwhile; the outcome then counts as unknown and must not be told as certain.
    /// </summary>
    ValueTask<bool> SettleAsync(Intent intent, Settlement settlement, CancellationToken cancellationToken);
}
