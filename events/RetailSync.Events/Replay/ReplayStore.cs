using System.Data.Common;
using System.Text.Json;
using RetailSync.Events.Journal;
using RetailSync.Events.Subscriptions;
using RetailSync.Store;

namespace RetailSync.Events.Replay;

/// <summary>Keeps replays. Safe to use from many threads.</summary>
internal sealed class ReplayStore(IStore store)
{
    private const string Columns = "select id, subscription, definition, state, reason, position, last_seq, sent, created_at, created_by from replay ";

    private static readonly Sql Insert = new(
        """
        insert into replay (id, subscription, definition, state, epoch, position, last_seq, sent, failed, created_at, created_by, updated_at)
        values (@id, @subscription, @definition, 'running', 0, @position, @last, 0, 0, @at, @by, @at)
        """,
        ("id", SqlType.Text), ("subscription", SqlType.Text), ("definition", SqlType.Text), ("position", SqlType.Integer), ("last", SqlType.Integer), ("at", SqlType.Integer), ("by", SqlType.Text));

    private static readonly Sql ClaimRow = new(
        "update replay set epoch = @epoch where id = @id and epoch = @before and state = 'running'", ("epoch", SqlType.Integer), ("id", SqlType.Text), ("before", SqlType.Integer));

    private static readonly Sql Save = new(
        "update replay set position = @position, sent = @sent, state = @state, reason = @reason, updated_at = @at where id = @id and epoch = @epoch and state = 'running'",
        ("position", SqlType.Integer), ("sent", SqlType.Integer), ("state", SqlType.Text), ("reason", SqlType.Text), ("at", SqlType.Integer), ("id", SqlType.Text), ("epoch", SqlType.Integer));

    private static readonly Sql CancelRow = new("update replay set state = 'cancelled' where id = @id and state = 'running'", ("id", SqlType.Text));

    /// <summary>Keeps a new one.</summary>
    public Task AddAsync(ReplayState replay, CancellationToken cancellationToken) => store.WriteAsync(
        new StoreWrite().Add(
            Insert, replay.Id, replay.Subscription, JsonSerializer.Serialize(replay.Request, SubscriptionStore.Json), replay.Position, replay.LastSeq, Times.ToStore(replay.CreatedAt), replay.CreatedBy),
        cancellationToken);

    /// <summary>The replays of one subscription, the newest first, at most 100.</summary>
    public Task<List<ReplayState>> ListAsync(string subscription, CancellationToken cancellationToken) =>
        store.ListAsync(Columns + "where subscription = @s order by created_at desc limit 100", Row, cancellationToken, ("s", subscription));

    /// <summary>One of a subscription's replays; null when it is not there.</summary>
    public Task<ReplayState?> FindAsync(string subscription, string id, CancellationToken cancellationToken) =>
        store.FirstAsync(Columns + "where subscription = @s and id = @id", Row, cancellationToken, ("s", subscription), ("id", id));

    /// <summary>The replays that run, with the epoch of the process that has claimed each.</summary>
    public Task<List<(string Id, string Subscription, long Epoch)>> RunningAsync(CancellationToken cancellationToken) =>
        store.ListAsync("select id, subscription, epoch from replay where state = 'running' order by created_at", row => (row.GetString(0), row.GetString(1), row.GetInt64(2)), cancellationToken);

    /// <summary>Claims one for this process; false: another, which lives, has it.</summary>
    public async Task<bool> ClaimAsync(string id, long owner, CancellationToken cancellationToken)
    {
        if (owner == store.Epoch)
        {
            return true;
        }

        return (owner == 0 || (await store.DeadEpochsAsync([owner], cancellationToken)).Contains(owner))
            && (await store.WriteAsync(new StoreWrite().Add(ClaimRow, store.Epoch, id, owner), cancellationToken))[0] == 1;
    }

    /// <summary>Keeps how far it is; false: it was cancelled, or is no longer this process's.</summary>
    public async Task<bool> SaveAsync(ReplayState replay, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await store.WriteAsync(
            new StoreWrite().Add(Save, replay.Position, replay.Sent, replay.State, StoreText.Safe(replay.Reason, 500), Times.ToStore(now), replay.Id, store.Epoch), cancellationToken))[0] == 1;

    /// <summary>Cancels one; false: it does not run.</summary>
    public async Task<bool> CancelAsync(string id, CancellationToken cancellationToken) => (await store.WriteAsync(new StoreWrite().Add(CancelRow, id), cancellationToken))[0] == 1;

    private static ReplayState Row(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Subscription = row.GetString(1),
        Request = JsonSerializer.Deserialize<ReplayRequest>(row.GetString(2), SubscriptionStore.Json)!,
        State = row.GetString(3),
        Reason = row.TextOrNull(4),
        Position = row.GetInt64(5),
        LastSeq = row.GetInt64(6),
        Sent = row.GetInt64(7),
        CreatedAt = Times.FromStore(row.GetInt64(8)),
        CreatedBy = row.GetString(9),
    };
}
