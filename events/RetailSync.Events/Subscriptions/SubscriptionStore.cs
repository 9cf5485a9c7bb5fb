using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using RetailSync.Events.Journal;
using RetailSync.Events.Sealing;
using RetailSync.Store;

namespace RetailSync.Events.Subscriptions;

/// <summary>Keeps subscriptions. Safe to use from many threads.</summary>
internal sealed class SubscriptionStore(IStore store, BodySeal seal)
{
    /// <summary>How definitions are written.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true };

    private const string Columns = "select id, owner, definition, secrets, managed_by, state, reason, revision, rate, created_at from subscription ";

    private static readonly Sql Insert = new(
        """
        insert into subscription (id, owner, definition, secrets, managed_by, state, reason, revision, rate, created_at, updated_at)
        values (@id, @owner, @definition, @secrets, @managed_by, @state, @reason, 1, @rate, @at, @at) on conflict (id) do nothing
        """,
        ("id", SqlType.Text), ("owner", SqlType.Text), ("definition", SqlType.Text), ("secrets", SqlType.Bytes), ("managed_by", SqlType.Text), ("state", SqlType.Text),
        ("reason", SqlType.Text), ("rate", SqlType.Integer), ("at", SqlType.Integer));

    private static readonly Sql Cursor = new(
        "insert into delivery_cursor (subscription, epoch, began_at, position, pending, updated_at) values (@id, 0, @position, @position, '', @at) on conflict (subscription) do nothing",
        ("id", SqlType.Text), ("position", SqlType.Integer), ("at", SqlType.Integer));

    private static readonly Sql Update = new(
        """
        update subscription set definition = @definition, secrets = @secrets, managed_by = @managed_by, state = @state, reason = @reason, rate = @rate, revision = revision + 1, updated_at = @at
        where id = @id and revision = @revision
        """,
        ("definition", SqlType.Text), ("secrets", SqlType.Bytes), ("managed_by", SqlType.Text), ("state", SqlType.Text), ("reason", SqlType.Text), ("rate", SqlType.Integer),
        ("at", SqlType.Integer), ("id", SqlType.Text), ("revision", SqlType.Integer));

    private static readonly Sql[] Delete =
    [
        .. new[] { "subscription where id", "delivery_cursor where subscription", "delivery_lane where subscription", "dead_letter where subscription", "replay where subscription" }
            .Select(rest => new Sql($"delete from {rest} = @id", ("id", SqlType.Text))),
    ];

    /// <summary>All of them.</summary>
    public Task<List<Subscription>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(Columns + "order by id", Row, cancellationToken);

    /// <summary>One; null when there is none.</summary>
    public Task<Subscription?> FindAsync(string id, CancellationToken cancellationToken) => store.FirstAsync(Columns + "where id = @id", Row, cancellationToken, ("id", id));

    /// <summary>Keeps a new one, with its cursor; false: the id is taken.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="position">The event that it begins behind.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> AddAsync(Subscription subscription, long position, CancellationToken cancellationToken)
    {
        var at = Times.ToStore(subscription.CreatedAt);
        var write = new StoreWrite()
            .Add(
                Insert, subscription.Id, subscription.Owner, Definition(subscription), Sealed(subscription), subscription.IsDeclared ? "file" : "api", subscription.State, subscription.Reason,
                subscription.Rate, at)
            .Add(Cursor, subscription.Id, position, at);
        return (await store.WriteAsync(write, cancellationToken))[0] == 1;
    }

    /// <summary>Keeps a change; false: it was changed or deleted by somebody else meanwhile.</summary>
    public async Task<bool> UpdateAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var now = await store.NowAsync(cancellationToken);
        var write = new StoreWrite().Add(
            Update, Definition(subscription), Sealed(subscription), subscription.IsDeclared ? "file" : "api", subscription.State, subscription.Reason, subscription.Rate, Times.ToStore(now),
            subscription.Id, subscription.Revision);
        return (await store.WriteAsync(write, cancellationToken))[0] == 1;
    }

    /// <summary>Deletes it with all that was known of its deliveries. What persons decided stays.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var write = new StoreWrite();
        foreach (var statement in Delete)
        {
            write.Add(statement, id);
        }

        return (await store.WriteAsync(write, cancellationToken))[0] == 1;
    }

    private static string Definition(Subscription subscription) =>
        JsonSerializer.Serialize(subscription.Definition with { Target = subscription.Definition.Target with { Authorization = null } }, Json);

    private byte[] Sealed(Subscription subscription) => seal.Seal(JsonSerializer.SerializeToUtf8Bytes(subscription.Secrets, Json), $"subscription/{subscription.Id}");

    private Subscription Row(DbDataReader row)
    {
        var id = row.GetString(0);
        var (state, reason) = (row.GetString(5), row.TextOrNull(6));
        var secrets = SubscriptionSecrets.None;
        try
        {
            secrets = row.BytesOrNull(3) is { } kept ? JsonSerializer.Deserialize<SubscriptionSecrets>(seal.Open(kept, $"subscription/{id}"), Json)! : secrets;
        }
        catch (CryptographicException)
        {
            (state, reason) = ("disabled", "Its secrets cannot be opened with the keys that are configured.");
        }

        return new Subscription
        {
            Id = id,
            Owner = row.GetString(1),
            Definition = JsonSerializer.Deserialize<SubscriptionDefinition>(row.GetString(2), Json)!,
            Secrets = secrets,
            IsDeclared = row.GetString(4) == "file",
            State = state,
            Reason = reason,
            Revision = row.GetInt64(7),
            Rate = row.IntegerOrNull(8),
            CreatedAt = Times.FromStore(row.GetInt64(9)),
        };
    }
}
