using RetailSync.Events.Delivery;
using RetailSync.Events.Journal;
using RetailSync.Events.Log;
using RetailSync.Store;

namespace RetailSync.Events.Subscriptions;

/// <summary>Finds out how far subscriptions are, from what is kept: the answer is the same on every gateway. Safe to use from many threads.</summary>
internal sealed class SubscriptionStatusReader(IStore store, EventLog log, ProgressStore progress, DeliveryService delivery, TargetFactory targets)
{
    private const int MostKeys = 100;

    /// <summary>Reads it.</summary>
    public async Task<SubscriptionStatus> ReadAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var last = await log.LastSeqAsync(cancellationToken);
        var kept = await progress.LoadAsync(subscription.Id, cancellationToken);
        var dead = await store.FirstAsync("select count(*) from dead_letter where subscription = @s", row => row.GetInt64(0), cancellationToken, ("s", subscription.Id));
        var (position, pending, lanes) = kept is null ? (last, [], []) : (kept.Position, kept.Pending, kept.Lanes);
        long? oldest = position < last ? position + 1 : null;
        foreach (var due in pending.Take(1).Concat(lanes.Where(lane => lane.SpilledFrom is not null).Select(lane => lane.SpilledFrom!.Value)))
        {
            oldest = Math.Min(oldest ?? due, due);
        }

        var age = TimeSpan.Zero;
        if (oldest is { } seq && (await log.HeadsAsync(seq - 1, 1, cancellationToken)).FirstOrDefault() is { Key: not null } head)
        {
            age = await store.NowAsync(cancellationToken) - head.RecordedAt;
        }

        var stuck = lanes.Where(lane => lane.IsBlocked || lane.Attempts > 0).ToList();
        var runner = delivery.Find(subscription.Id);
        return new SubscriptionStatus
        {
            State = subscription.State,
            Reason = subscription.Reason,
            LastSeq = last,
            Position = position,
            Behind = last - position,
            Pending = pending.Count,
            OldestSeconds = Math.Max(0, Math.Round(age.TotalSeconds, 3)),
            StuckKeys = [.. stuck.Take(MostKeys).Select(lane => new StuckKey(lane.Key, lane.IsBlocked, lane.Attempts, lane.DueAt, lane.Reason))],
            StuckKeyCount = stuck.Count,
            DeadLetters = dead,
            BreakerOpenUntil = runner?.BreakerOpenUntil,
            Sink = targets.StateOf(subscription),
            DeliveredHere = runner is not null,
        };
    }
}
