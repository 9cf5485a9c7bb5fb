using System.Globalization;
using System.Security.Cryptography;
using RetailSync.Store;

namespace RetailSync.Benchmarks.Stores;

/// <summary>What the journal writes for one change: the intent in one unit, the outcome and its event in another. The values have the size of a stock correction.</summary>
internal sealed class ChangePattern
{
    private const string Headers = """[["content-type","application/json"],["accept","application/json"],["x-store","0417"]]""";
    private const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static readonly Sql Intent = new(
        """
        insert into operation (id, state, epoch, request_id, consumer, route, contract, contract_hash, operation, method, target, request_headers, request_body, key_scope, fingerprint,
          key_keep, lane, class, traceparent, created_at, deadline)
        values (@id, 0, @epoch, @request, 'till-0417', 'wms-stock', 'wms/stock@1', @hash, 'adjustStock', 'POST', @target, @headers, @body, @key, @fingerprint, @keep, @lane, 'A', @trace, @at, @deadline)
        on conflict do nothing
        """,
        ("id", SqlType.Text), ("epoch", SqlType.Integer), ("request", SqlType.Text), ("hash", SqlType.Text), ("target", SqlType.Text), ("headers", SqlType.Text), ("body", SqlType.Bytes),
        ("key", SqlType.Text), ("fingerprint", SqlType.Bytes), ("keep", SqlType.Integer), ("lane", SqlType.Text), ("trace", SqlType.Text), ("at", SqlType.Integer), ("deadline", SqlType.Integer));

    private static readonly Sql Outcome = new(
        """
        update operation set state = 1, settled_at = @at, settled_by = @by, expires_at = @expires, status = 200, response_headers = @headers, response_body = @body
        where id = @id and state = 0
        """,
        ("at", SqlType.Integer), ("by", SqlType.Text), ("expires", SqlType.Integer), ("headers", SqlType.Text), ("body", SqlType.Bytes), ("id", SqlType.Text));

    private static readonly Sql Head = new("update event_head set last_seq = last_seq + 1 where id = 1");

    private static readonly Sql Key = new(
        "insert into event_key (key, last_seq) values (@key, 1) on conflict (key) do update set last_seq = event_key.last_seq + 1", ("key", SqlType.Text));

    private static readonly Sql Event = new(
        """
        insert into event (seq, id, operation_id, type, system, entity_key, key_seq, subject, consumer, content_type, data, data_schema, recorded_at, correlation, traceparent)
        select (select last_seq from event_head where id = 1), @event, @id, 'com.retailsync.stock.adjusted.v1', 'wms', @key, (select last_seq from event_key where key = @key), @subject,
          'till-0417', 'application/json', @data, 'stock-adjusted.v1', @at, @id, @trace
        """,
        ("event", SqlType.Text), ("id", SqlType.Text), ("key", SqlType.Text), ("subject", SqlType.Text), ("data", SqlType.Bytes), ("at", SqlType.Integer), ("trace", SqlType.Text));

    private readonly string _hash = new('a', 64);
    private readonly byte[] _request = RandomNumberGenerator.GetBytes(400);
    private readonly byte[] _response = RandomNumberGenerator.GetBytes(300);
    private readonly byte[] _data = RandomNumberGenerator.GetBytes(350);
    private readonly byte[] _fingerprint = RandomNumberGenerator.GetBytes(32);
    private long _now = 1_760_000_000_000_000;

    /// <summary>Bytes of the values of an intent, of an outcome, and of its event.</summary>
    public (int Intent, int Outcome, int Event) Bytes => (Size(MakeIntent(NewId(), 0, 0, 0).Statements), Size(MakeOutcome(NewId(), 0).Statements.Take(1)), Size(MakeOutcome(NewId(), 0).Statements.Skip(1)));

    /// <summary>A new operation's id, in the order of time.</summary>
    public static string NewId() => Guid.CreateVersion7().ToString();

    /// <summary>The intent of a change. Each caller has keys of its own, and each change its own idempotency key.</summary>
    public StoreWrite MakeIntent(string id, long epoch, int caller, int number)
    {
        var now = Interlocked.Increment(ref _now);
        return new StoreWrite().Add(
            Intent, id, epoch, id, _hash, "/wms/v1/stock/0417/adjustments", Headers, _request, $"till-0417:{id}", _fingerprint, 259_200_000_000L, $"{LaneOf(caller)}#{number}", Trace, now, now + 30_000_000);
    }

    /// <summary>The outcome of the change, with its event.</summary>
    public StoreWrite MakeOutcome(string id, int caller)
    {
        var now = Interlocked.Increment(ref _now);
        var key = LaneOf(caller);
        return new StoreWrite()
            .Add(Outcome, now, id, now + 259_200_000_000L, Headers, _response, id)
            .Add(Head)
            .Add(Key, key)
            .Add(Event, id, id, key, key, _data, now, Trace);
    }

    private static string LaneOf(int caller) => string.Create(CultureInfo.InvariantCulture, $"stock:0417-{caller:D6}");

    private static int Size(IEnumerable<(Sql Sql, object?[] Values)> statements) => statements.SelectMany(statement => statement.Values).Sum(value => value switch { string text => text.Length, byte[] bytes => bytes.Length, null => 0, _ => 8 });
}
