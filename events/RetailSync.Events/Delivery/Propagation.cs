using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Journal;
using RetailSync.Events.Log;
using RetailSync.Events.Subscriptions;
using RetailSync.Store;

namespace RetailSync.Events.Delivery;

/// <summary>Tells who has the newest state of a key, from what is kept of each subscription's progress. Safe to use from many threads.</summary>
internal sealed class Propagation(IStore store, EventLog log, ProgressStore progress)
{
    /// <summary>How many of a key's events are looked at; an answer that would need more says so.</summary>
    internal const int Most = 1_000;

    private const int Page = 50;

    /// <summary>Tells it for one subscription.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="key">The key.</param>
    /// <param name="only">One event of the key; null: its newest that the subscription wants.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PropagationLine> TellAsync(Subscription subscription, string key, long? only, CancellationToken cancellationToken)
    {
        var filter = SubscriptionRules.ToFilter(subscription.Definition);
        var line = new PropagationLine { Subscription = subscription.Id, Owner = subscription.Owner, State = "never-subscribed" };
        var began = await store.FirstAsync<long?>("select began_at from delivery_cursor where subscription = @s", row => row.GetInt64(0), cancellationToken, ("s", subscription.Id));
        if (began is null || await progress.LoadAsync(subscription.Id, cancellationToken) is not { } kept)
        {
            return line;
        }

        var dead = (await store.ListAsync(
            "select seq, reason from dead_letter where subscription = @s and key = @key", row => (Seq: row.GetInt64(0), Reason: row.GetString(1)), cancellationToken, ("s", subscription.Id), ("key", key)))
            .ToDictionary(letter => letter.Seq, letter => letter.Reason);
        var lane = kept.Lanes.FirstOrDefault(known => known.Key == key);
        (EventHead Head, string State)? newest = null;
        EventHead? delivered = null;
        var (looked, before) = (0, only ?? long.MaxValue);
        bool isEnd;
        do
        {
            var heads = await log.NewestOfKeyAsync(key, before, Page, cancellationToken);
            (looked, isEnd) = (looked + heads.Count, heads.Count < Page);
            foreach (var head in heads.Where(head => filter.Matches(head)))
            {
                var state = StateOf(head, began.Value, kept, lane, dead);
                newest ??= (head, state);
                delivered ??= state == "delivered" ? head : null;
            }

            before = isEnd ? before : heads[^1].Seq - 1;

            // What came before the subscription was not delivered by it, and neither was anything older.
            isEnd |= (before <= began && newest is not null) || (only is not null && newest?.Head.Seq != only);
        }
        while (!isEnd && (newest is null || delivered is null) && looked < Most);

        line = line with { Looked = looked, IsComplete = isEnd || (newest is not null && delivered is not null) };
        if (newest is not { } found || (only is not null && found.Head.Seq != only))
        {
            return line;
        }

        return line with
        {
            State = found.State,
            Seq = found.Head.Seq,
            KeySequence = found.Head.KeySeq,
            Reason = dead.GetValueOrDefault(found.Head.Seq) ?? (found.State is "blocked" or "parked" ? lane?.Reason : null),
            DeliveredSeq = delivered?.Seq,
            DeliveredKeySequence = delivered?.KeySeq,
            DueAt = found.State == "parked" ? lane?.DueAt : null,
        };
    }

    private static string StateOf(EventHead head, long began, Checkpoint kept, LaneRecord? lane, Dictionary<long, string> dead)
    {
        if (head.Seq <= began)
        {
            return "before-subscription";
        }

        if (dead.ContainsKey(head.Seq))
        {
            return "dead-lettered";
        }

        var isDue = head.Seq > kept.Position || kept.Pending.Contains(head.Seq) || lane?.SpilledFrom <= head.Seq;
        return !isDue ? "delivered"
            : head.IsPlaceholder ? "placeholder"
            : lane is { IsBlocked: true } ? "blocked"
            : lane is { Attempts: > 0 } ? "parked"
            : "pending";
    }
}
