using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using RetailSync.Events.Delivery;
using RetailSync.Events.Journal;
using RetailSync.Events.Sealing;
using RetailSync.Store;

namespace RetailSync.Events.Log;

/// <summary>Reads the log of events. Safe to use from many threads.</summary>
internal sealed class EventLog(IStore store, BodySeal seal, DeliveryOptions options)
{
    private const string HeadColumns = "select seq, type, system, entity_key, key_seq, defect, recorded_at from event ";

    private const string Columns = """
        select seq, id, operation_id, type, system, entity_key, key_seq, subject, content_type, data, data_schema, recorded_at, correlation, causation, traceparent, reconstructed, defect, blanked_at
        from event
        """;

    /// <summary>The last event's place; 0 when there is none.</summary>
    public async Task<long> LastSeqAsync(CancellationToken cancellationToken) =>
        (await store.ListAsync("select last_seq from event_head where id = 1", row => row.GetInt64(0), cancellationToken)).FirstOrDefault();

    /// <summary>The events behind a place, without their data.</summary>
    public Task<List<EventHead>> HeadsAsync(long after, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(HeadColumns + "where seq > @after order by seq limit @limit", Head, cancellationToken, ("after", after), ("limit", (long)limit));

    /// <summary>The events of one key between two places, both included, without their data.</summary>
    public Task<List<EventHead>> HeadsOfKeyAsync(string key, long from, long to, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(
            HeadColumns + "where entity_key = @key and seq >= @from and seq <= @to order by key_seq limit @limit", Head, cancellationToken,
            ("key", key), ("from", from), ("to", to), ("limit", (long)limit));

    /// <summary>The last events of one key up to a place, the newest first, without their data.</summary>
    public Task<List<EventHead>> NewestOfKeyAsync(string key, long upTo, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(HeadColumns + "where entity_key = @key and seq <= @to order by key_seq desc limit @limit", Head, cancellationToken, ("key", key), ("to", upTo), ("limit", (long)limit));

    /// <summary>The first event that was recorded at a time or later; null when there is none.</summary>
    public async Task<long?> FirstSinceAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
        (await store.ListAsync("select min(seq) from event where recorded_at >= @time", row => row.IntegerOrNull(0), cancellationToken, ("time", Times.ToStore(time)))).FirstOrDefault();

    /// <summary>The events at these places in the log's order, without their data. Those that are not there are left out.</summary>
    public async Task<List<EventHead>> HeadsAtAsync(IReadOnlyList<long> places, CancellationToken cancellationToken)
    {
        var found = new List<EventHead>(places.Count);
        foreach (var part in places.Order().Chunk(500))
        {
            // Numbers of our own, so they may stand in the text.
            var list = string.Join(',', part.Select(seq => seq.ToString(CultureInfo.InvariantCulture)));
            found.AddRange(await store.ListAsync(HeadColumns + $"where seq in ({list}) order by seq", Head, cancellationToken));
        }

        return found;
    }

    /// <summary>One event by its place; null when it is not there.</summary>
    public async Task<StoredEvent?> ReadAsync(long seq, CancellationToken cancellationToken) =>
        (await store.ListAsync(Columns + " where seq = @seq", Event, cancellationToken, ("seq", seq))).FirstOrDefault();

    /// <summary>Several events by their places, in the log's order. Those that are not there are left out.</summary>
    public async Task<List<StoredEvent>> ReadAsync(IReadOnlyList<long> places, CancellationToken cancellationToken)
    {
        var found = new List<StoredEvent>(places.Count);
        foreach (var part in places.Order().Chunk(100))
        {
            var list = string.Join(',', part.Select(seq => seq.ToString(CultureInfo.InvariantCulture)));
            found.AddRange(await store.ListAsync(Columns + $" where seq in ({list}) order by seq", Event, cancellationToken));
        }

        return found;
    }

    /// <summary>One event by its id; null when it is not there.</summary>
    public async Task<StoredEvent?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await store.ListAsync(Columns + " where id = @id", Event, cancellationToken, ("id", id))).FirstOrDefault();

    /// <summary>The events of one operation, in order.</summary>
    public Task<List<StoredEvent>> OfOperationAsync(string operation, CancellationToken cancellationToken) =>
        store.ListAsync(Columns + " where operation_id = @operation order by seq", Event, cancellationToken, ("operation", operation));

    // CloudEvents wants a whole URI here, where its source may be a relative reference: without a public address there is none to give.
    private string? Absolute(string? schema) =>
        schema is null || Uri.TryCreate(schema, UriKind.Absolute, out var whole) && whole.Scheme != Uri.UriSchemeFile ? schema
        : options.PublicUrl is { } address && Uri.TryCreate(new Uri(address), schema, out var joined) ? joined.AbsoluteUri : null;

    private static EventHead Head(DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), !row.IsDBNull(5), Times.FromStore(row.GetInt64(6)));

    private StoredEvent Event(DbDataReader row)
    {
        var id = row.GetString(1);
        var defect = row.TextOrNull(16);
        ReadOnlyMemory<byte>? data = null;
        try
        {
            data = row.BytesOrNull(9) is { } kept ? seal.Open(kept, Places.Event(id)) : null;
        }
        catch (CryptographicException)
        {
            // Sent without its data it would look like an event that has none; as a placeholder it waits for the key that opens it.
            defect ??= "The data cannot be opened with the keys that are configured.";
        }

        return new StoredEvent
        {
            Seq = row.GetInt64(0),
            Id = id,
            OperationId = row.GetString(2),
            Type = row.GetString(3),
            System = row.GetString(4),
            Key = row.GetString(5),
            KeySeq = row.GetInt64(6),
            Subject = row.TextOrNull(7),
            ContentType = row.TextOrNull(8),
            Data = data,
            DataSchema = Absolute(row.TextOrNull(10)),
            RecordedAt = Times.FromStore(row.GetInt64(11)),
            Correlation = row.TextOrNull(12),
            Causation = row.TextOrNull(13),
            TraceParent = row.TextOrNull(14),
            IsReconstructed = row.GetInt64(15) != 0,
            Defect = defect,
            IsErased = !row.IsDBNull(17),
        };
    }
}
