using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Journal;
using RetailSync.Store;

namespace RetailSync.Events.Delivery;

/// <summary>Keeps how far subscriptions are delivered. Only the process that has claimed a subscription writes; the store fences those that were taken for dead. Safe to use from many threads.</summary>
internal sealed class ProgressStore(IStore store)
{
    private const string Owned = "exists (select 1 from delivery_cursor c where c.subscription = @subscription and c.epoch = @epoch)";

    private static readonly Sql ClaimRow = new(
        "update delivery_cursor set epoch = @epoch where subscription = @subscription and epoch = @before", ("epoch", SqlType.Integer), ("subscription", SqlType.Text), ("before", SqlType.Integer));

    private static readonly Sql SaveCursor = new(
        "update delivery_cursor set position = @position, pending = @pending, updated_at = @at where subscription = @subscription and epoch = @epoch",
        ("position", SqlType.Integer), ("pending", SqlType.Text), ("at", SqlType.Integer), ("subscription", SqlType.Text), ("epoch", SqlType.Integer));

    private static readonly Sql SaveLane = new(
        $"""
        insert into delivery_lane (subscription, key, blocked, head_seq, attempts, due_at, spilled_from, gap_from, reason)
        select @subscription, @key, @blocked, @head_seq, @attempts, @due_at, @spilled_from, @gap_from, @reason where {Owned}
        on conflict (subscription, key) do update set blocked = excluded.blocked, head_seq = excluded.head_seq, attempts = excluded.attempts, due_at = excluded.due_at,
          spilled_from = excluded.spilled_from, gap_from = excluded.gap_from, reason = excluded.reason
        """,
        ("subscription", SqlType.Text), ("key", SqlType.Text), ("blocked", SqlType.Integer), ("head_seq", SqlType.Integer), ("attempts", SqlType.Integer), ("due_at", SqlType.Integer),
        ("spilled_from", SqlType.Integer), ("gap_from", SqlType.Integer), ("reason", SqlType.Text), ("epoch", SqlType.Integer));

    private static readonly Sql ForgetLane = new(
        $"delete from delivery_lane where subscription = @subscription and key = @key and {Owned}", ("subscription", SqlType.Text), ("key", SqlType.Text), ("epoch", SqlType.Integer));

    // A dead letter that was redelivered in vain is open again.
    private static readonly Sql SaveDeadLetter = new(
        $"""
        insert into dead_letter (subscription, seq, event_id, key, key_seq, attempts, reason, died_at)
        select @subscription, @seq, e.id, @key, @key_seq, @attempts, @reason, @at from event e where e.seq = @seq and {Owned}
        on conflict (subscription, seq) do update set attempts = excluded.attempts, reason = excluded.reason, died_at = excluded.died_at, decision = null
        """,
        ("subscription", SqlType.Text), ("seq", SqlType.Integer), ("key", SqlType.Text), ("key_seq", SqlType.Integer), ("attempts", SqlType.Integer), ("reason", SqlType.Text),
        ("at", SqlType.Integer), ("epoch", SqlType.Integer));

    private static readonly Sql ForgetDeadLetter = new(
        $"delete from dead_letter where subscription = @subscription and seq = @seq and {Owned}", ("subscription", SqlType.Text), ("seq", SqlType.Integer), ("epoch", SqlType.Integer));

    private static readonly Sql DisableRow = new(
        $"update subscription set state = 'disabled', reason = @reason, revision = revision + 1, updated_at = @at where id = @subscription and state = 'active' and {Owned}",
        ("reason", SqlType.Text), ("at", SqlType.Integer), ("subscription", SqlType.Text), ("epoch", SqlType.Integer));

    /// <summary>Claims a subscription for this process; false: another process, which lives, has it.</summary>
    public async Task<bool> ClaimAsync(string subscription, CancellationToken cancellationToken)
    {
        var owner = await store.FirstAsync<long?>("select epoch from delivery_cursor where subscription = @s", row => row.GetInt64(0), cancellationToken, ("s", subscription));
        if (owner is null || owner == store.Epoch)
        {
            return owner is not null;
        }

        if (owner != 0 && !(await store.DeadEpochsAsync([owner.Value], cancellationToken)).Contains(owner.Value))
        {
            return false;
        }

        return (await store.WriteAsync(new StoreWrite().Add(ClaimRow, store.Epoch, subscription, owner.Value), cancellationToken))[0] == 1;
    }

    /// <summary>Gives a subscription back, for whoever comes first.</summary>
    public Task ReleaseAsync(string subscription, CancellationToken cancellationToken) =>
        store.WriteAsync(new StoreWrite().Add(ClaimRow, 0L, subscription, store.Epoch), cancellationToken);

    /// <summary>Reads how far it is; null when it is gone.</summary>
    public async Task<Checkpoint?> LoadAsync(string subscription, CancellationToken cancellationToken)
    {
        var cursor = await store.FirstAsync<(long Position, string Pending)?>(
            "select position, pending from delivery_cursor where subscription = @s", row => (row.GetInt64(0), row.GetString(1)), cancellationToken, ("s", subscription));
        if (cursor is not { } known)
        {
            return null;
        }

        var lanes = await LanesAsync(subscription, cancellationToken);
        return new Checkpoint { Position = known.Position, Pending = PendingText.Read(known.Pending), Lanes = lanes };
    }

    /// <summary>The lanes that have something to remember.</summary>
    public Task<List<LaneRecord>> LanesAsync(string subscription, CancellationToken cancellationToken) =>
        store.ListAsync(
            "select key, blocked, head_seq, attempts, due_at, spilled_from, gap_from, reason from delivery_lane where subscription = @s",
            row => new LaneRecord
            {
                Key = row.GetString(0),
                IsBlocked = row.GetInt64(1) != 0,
                HeadSeq = row.GetInt64(2),
                Attempts = (int)row.GetInt64(3),
                DueAt = row.IntegerOrNull(4) is { } due ? Times.FromStore(due) : null,
                SpilledFrom = row.IntegerOrNull(5),
                GapFrom = row.IntegerOrNull(6),
                Reason = row.TextOrNull(7),
            },
            cancellationToken,
            ("s", subscription));

    /// <summary>The dead letters behind a place, the oldest first.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="condition">A further condition of our own, such as <c>and decision is null</c>.</param>
    /// <param name="after">The place.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<List<DeadLetter>> DeadLettersAsync(string subscription, string condition, long after, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(
            $"select seq, event_id, key, key_seq, attempts, reason, died_at, decision, rounds from dead_letter where subscription = @s and seq > @after {condition} order by seq limit @limit",
            row => new DeadLetter(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.GetString(5), Times.FromStore(row.GetInt64(6)), row.TextOrNull(7), row.GetInt64(8)),
            cancellationToken,
            ("s", subscription),
            ("after", after),
            ("limit", limit));

    /// <summary>The number within its key of the first dead letter of a key, apart from one; null when there is none.</summary>
    public async Task<long?> FirstGapAsync(string subscription, string key, long apartFrom, CancellationToken cancellationToken) =>
        await store.FirstAsync(
            "select min(key_seq) from dead_letter where subscription = @s and key = @key and seq <> @seq", row => row.IntegerOrNull(0), cancellationToken,
            ("s", subscription), ("key", key), ("seq", apartFrom));

    /// <summary>Keeps a checkpoint; false: the subscription is gone, or no longer this process's.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="checkpoint">How far it is.</param>
    /// <param name="skipped">Dead letters that are skipped with it.</param>
    /// <param name="disabledBecause">Why it is disabled with it; null: it goes on.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Gives up while the write still waits.</param>
    public async Task<bool> SaveAsync(string subscription, Checkpoint checkpoint, IReadOnlyList<long> skipped, string? disabledBecause, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (at, epoch) = (Times.ToStore(now), store.Epoch);
        var write = new StoreWrite().Add(SaveCursor, checkpoint.Position, PendingText.Write(checkpoint.Pending), at, subscription, epoch);
        foreach (var lane in checkpoint.Lanes)
        {
            write.Add(
                SaveLane, subscription, lane.Key, lane.IsBlocked ? 1L : 0L, lane.HeadSeq, (long)lane.Attempts, Times.ToStore(lane.DueAt), lane.SpilledFrom, lane.GapFrom,
                StoreText.Safe(lane.Reason, 500), epoch);
        }

        foreach (var key in checkpoint.Forgotten)
        {
            write.Add(ForgetLane, subscription, key, epoch);
        }

        foreach (var dead in checkpoint.DeadLetters)
        {
            write.Add(
                SaveDeadLetter, subscription, dead.Event.Seq, dead.Event.Key, dead.Event.KeySeq, (long)dead.Attempts, StoreText.Safe(dead.Reason, 500)!, Times.ToStore(dead.At), epoch);
        }

        foreach (var seq in checkpoint.Redelivered.Concat(skipped))
        {
            write.Add(ForgetDeadLetter, subscription, seq, epoch);
        }

        if (disabledBecause is not null)
        {
            write.Add(DisableRow, StoreText.Safe(disabledBecause, 500)!, at, subscription, epoch);
        }

        return (await store.WriteAsync(write, cancellationToken))[0] == 1;
    }
}
