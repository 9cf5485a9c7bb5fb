using RetailSync.Events.Delivery;
using RetailSync.Events.Journal;
using RetailSync.Store;

namespace RetailSync.Events.Subscriptions;

/// <summary>Takes down what persons decide about dead letters; whoever delivers the subscription carries it out. Safe to use from many threads.</summary>
internal sealed class DeadLetterDecisions(IStore store, DeliveryService delivery)
{
    private static readonly Sql Decide = new(
        "update dead_letter set decision = @decision, rounds = rounds + 1 where subscription = @subscription and seq = @seq and decision is null",
        ("decision", SqlType.Text), ("subscription", SqlType.Text), ("seq", SqlType.Integer));

    private static readonly Sql Record = new(
        """
        insert into delivery_decision (id, subscription, seq, event_id, decision, decided_at, decided_by, reason)
        select @id, d.subscription, d.seq, d.event_id, @decision, @at, @by, @reason from dead_letter d where d.subscription = @subscription and d.seq = @seq and d.decision is null
        """,
        ("id", SqlType.Text), ("decision", SqlType.Text), ("at", SqlType.Integer), ("by", SqlType.Text), ("reason", SqlType.Text), ("subscription", SqlType.Text), ("seq", SqlType.Integer));

    /// <summary>Decides; false: there is no such dead letter, or it is decided already.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="seq">The event's place in the log.</param>
    /// <param name="decision"><c>redeliver</c> or <c>skip</c>.</param>
    /// <param name="by">The consumer that decides.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> DecideAsync(string subscription, long seq, string decision, string by, string reason, CancellationToken cancellationToken)
    {
        var now = Times.ToStore(await store.NowAsync(cancellationToken));
        var write = new StoreWrite()
            .Add(Record, Guid.CreateVersion7().ToString(), decision, now, by, StoreText.Safe(reason), subscription, seq)
            .Add(Decide, decision, subscription, seq);
        var isDecided = (await store.WriteAsync(write, cancellationToken))[1] == 1;
        delivery.Wake(subscription);
        return isDecided;
    }
}
