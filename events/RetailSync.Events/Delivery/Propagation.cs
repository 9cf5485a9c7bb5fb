using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Journal;
using RetailSync.Events.Log;
using RetailSync.Events.Subscriptions;
using RetailSync.Store;

namespace RetailSync.Events.Delivery;

/// <summary>Tells who has the newest state of a key, from what is kept of each subscription's progress. Safe to use from many threads.</summary>
internal sealed class Propagation(IStore store, EventLog log, ProgressStore progress)
{
    private const int Newest = 50;

    /// <summary>Tells it for one subscription.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="key">The key.</param>
    /// <param name="only">One event of the key; null: its newest that the subscription wants.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PropagationLine> TellAsync(Subscription subscription, string key, long? only, CancellationToken cancellationToken)
    {
        var filter = SubscriptionRules.ToFilter(subscription.Definition);
        var heads = (await log.NewestOfKeyAsync(key, Newest, cancellationToken)).Where(head => filter.Matches(head)).ToList();
        heads = only is { } seq ? [.. heads.Where(head => head.Seq <= seq)] : heads;
        var line = new PropagationLine { Subscription = subscription.Id, Owner = subscription.Owner, State = "never-subscribed" };
        var began = await store.FirstAsync<long?>("select began_at from delivery_cursor where subscription = @s", row => row.GetInt64(0), cancellationToken, ("s", subscription.Id));
        if (heads.Count == 0 || began is null || await progress.LoadAsync(subscription.Id, cancellationToken) is not { } kept || (only is not null && heads[0].Seq != only))
        {
            return line;
        }

        var dead = (await store.ListAsync(
            "select seq, reason from dead_letter where subscription = @s and key = @key", row => (Seq: row.GetInt64(0), Reason: row.GetString(1)), cancellationToken, ("s", subscription.Id), ("key", key)))
            .ToDictionary(letter => letter.Seq, letter => letter.Reason);
        var lane = kept.Lanes.FirstOrDefault(known => known.Key == key);
        var states = heads.Select(head => (Head: head, State: StateOf(head, began.Value, kept, lane, dead))).ToList();
        var delivered = states.FirstOrDefault(state => state.State == "delivered").Head;
        return line with
        {
            State = states[0].State,
            Seq = states[0].Head.Seq,
            KeySequence = states[0].Head.KeySeq,
            Reason = dead.GetValueOrDefault(states[0].Head.Seq) ?? (states[0].State is "blocked" or "parked" ? lane?.Reason : null),
            DeliveredSeq = delivered.Key is null ? null : delivered.Seq,
            DeliveredKeySequence = delivered.Key is null ? null : delivered.KeySeq,
            DueAt = states[0].State == "parked" ? lane?.DueAt : null,
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
