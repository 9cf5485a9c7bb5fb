using RetailSync.Events.Queueing;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Journal;

/// <content>Changes that are accepted now and sent later.</content>
internal sealed partial class Journal
{
    /// <inheritdoc/>
    public async ValueTask<ClaimResult> AcceptAsync(Intent intent, QueueTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(terms);
        var result = await TryAcceptAsync(intent, terms, cancellationToken);
        metrics.Claimed(result.Status);
        if (result.Status == ClaimStatus.Granted)
        {
            queue.Raise();
        }

        return result;
    }

    private async Task<ClaimResult> TryAcceptAsync(Intent intent, QueueTerms terms, CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; i < ClaimTries; i++)
            {
                if (await InsertQueuedAsync(intent, terms, cancellationToken))
                {
                    return ClaimResult.Granted;
                }

                if (intent.Key is not { } key)
                {
                    break;
                }

                if (await FindByKeyAsync(key.Scope, cancellationToken) is { } holder && !await IsOverAsync(holder.ExpiresAt, cancellationToken))
                {
                    return new ClaimResult(ClaimStatus.KeyTaken, holder.Known);
                }
            }

            return new ClaimResult(ClaimStatus.QueueFull);
        }
        catch (Exception trouble) when (StoreReading.IsTrouble(trouble))
        {
            LogClaim(intent.Id, trouble);
            return new ClaimResult(ClaimStatus.Unavailable, Reason: trouble.Message);
        }
    }

    private async Task<bool> InsertQueuedAsync(Intent intent, QueueTerms terms, CancellationToken cancellationToken)
    {
        var id = intent.Id.ToString();
        var time = await store.TimeAsync(cancellationToken);
        var now = Times.ToStore(time.Now);
        var write = new StoreWrite();
        if (intent.Key is { } key)
        {
            write.Add(JournalSql.FreeExpiredKey, key.Scope, Times.ToStore(time.Aging));
        }

        write.Add(QueueSql.NextPlace, 1L)
            .Add(QueueSql.Accept, [.. Values(intent, id, now), Waiting.Write(terms), (long)terms.MaxPerRoute, (long)terms.MaxPerLane])
            .Add(QueueSql.CountAccepted, id);
        try
        {
            return (await store.WriteAsync(write, cancellationToken))[^2] == 1;
        }
        catch (StoreUncertainException)
        {
            var isThere = await store.FirstAsync("select id from operation where id = @id", row => row.GetString(0), CancellationToken.None, ("id", id)) is not null;
            return isThere ? true : throw new StoreUnavailableException("The connection to the store broke while the change was written.");
        }
    }
}
