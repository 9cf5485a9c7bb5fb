using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RetailSync.Events.Delivery;
using RetailSync.Events.Journal;
using RetailSync.Events.Log;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;
using RetailSync.Store;
using RetailSync.Store.Settings;

namespace RetailSync.Events.Tests.Log;

/// <summary>A SQLite store in a folder of its own, with a log that tests append to. It can be closed and opened again, as after a crash.</summary>
public sealed class LogFixture : IAsyncDisposable
{
    private static readonly Sql Head = new("update event_head set last_seq = last_seq + 1 where id = 1");

    private static readonly Sql Key = new(
        "insert into event_key (key, last_seq) values (@key, 1) on conflict (key) do update set last_seq = event_key.last_seq + 1", ("key", SqlType.Text));

    private static readonly Sql Insert = new(
        """
        insert into event (seq, id, operation_id, type, system, entity_key, key_seq, subject, consumer, content_type, data, data_schema, recorded_at, correlation, traceparent, reconstructed, defect)
        values ((select last_seq from event_head where id = 1), @id, @operation, @type, @system, @key, (select last_seq from event_key where key = @key), @subject, 'web-shop', @content_type, @data, '/catalog/schema', @at, 'r-1', null, @reconstructed, @defect)
        """,
        ("id", SqlType.Text), ("operation", SqlType.Text), ("type", SqlType.Text), ("system", SqlType.Text), ("key", SqlType.Text), ("subject", SqlType.Text),
        ("content_type", SqlType.Text), ("data", SqlType.Bytes), ("at", SqlType.Integer), ("reconstructed", SqlType.Integer), ("defect", SqlType.Text));

    private static readonly Sql Rebuild = new("update event set defect = null, data = @data, content_type = 'application/json' where id = @id", ("data", SqlType.Bytes), ("id", SqlType.Text));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-events-");
    private IStore? _store;

    public IStore Store => _store ?? throw new InvalidOperationException("The store is closed.");

    private string? Connection { get; init; }

    internal BodySeal Seal { get; } = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    internal EventLog Log => new(Store, Seal, new DeliveryOptions { PublicUrl = "https://api.example.com" });

    internal EventSignal Signal { get; } = new();

    /// <summary>Opens a SQLite store, or with a connection string one on PostgreSQL, where several fixtures may share a database like several gateways.</summary>
    public static async Task<LogFixture> OpenAsync(string? connection = null)
    {
        var fixture = new LogFixture { Connection = connection };
        await fixture.ReopenAsync();
        return fixture;
    }

    public async Task ReopenAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        var faults = new List<ConfigFault>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            Connection is null ? [new("Store:Provider", "sqlite")] : [new("Store:Provider", "postgres"), new("Store:Connection", "env:DATABASE")]).Build();
        var settings = StoreSettings.Read(configuration, _folder.FullName, _folder.FullName, (_, _, _) => Connection ?? "", faults) ?? throw new InvalidOperationException(string.Join("; ", faults));
        _store = await StoreOpener.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
    }

    /// <summary>Appends events in one unit and tells of them. Returns their ids.</summary>
    public async Task<IReadOnlyList<string>> AppendAsync(params SomeEvent[] events)
    {
        var write = new StoreWrite();
        var ids = new List<string>();
        foreach (var some in events)
        {
            var id = Guid.CreateVersion7().ToString();
            ids.Add(id);
            write.Add(Head).Add(Key, some.Key).Add(
                Insert, id, "op-" + id, some.Type, some.System, some.Key, some.Subject, some.Data is null ? null : some.ContentType,
                some.Data is null ? null : Seal.Seal(some.Data, $"event/{id}"), Times.ToStore(new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.Zero)), some.IsReconstructed ? 1L : 0L, some.Defect);
        }

        await Store.WriteAsync(write, CancellationToken.None);
        Signal.Raise();
        return ids;
    }

    /// <summary>Rebuilds a placeholder.</summary>
    public Task RebuildAsync(string id, byte[] data) => Store.WriteAsync(new StoreWrite().Add(Rebuild, Seal.Seal(data, $"event/{id}"), id), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
