using System.Buffers;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Events.Journal;
using RetailSync.Events.Operations;
using RetailSync.Events.Queueing;
using RetailSync.Events.Recovery;
using RetailSync.Events.Retention;
using RetailSync.Gateway;
using RetailSync.Store;

namespace RetailSync.Events.Tests.Journal;

/// <summary>A journal over a real store, with a clock, a system and contracts that tests control. It can be killed and started again over the same store.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly Func<TimeProvider, Task<IStore>> _open;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-journal-");
    private readonly Dictionary<string, string?> _settings;
    private ServiceProvider? _services;

    private Rig(Func<TimeProvider, Task<IStore>> open, Dictionary<string, string?> settings) => (_open, _settings) = (open, settings);

    public JumpyClock Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public Scene Scene { get; } = new();

    public FakeSystem System { get; } = new();

    public FaultyStore Store { get; private set; } = null!;

    public string Folder => _folder.FullName;

    public IJournal Journal => Service<IJournal>();

    public RecoveryService Recovery => Service<RecoveryService>();

    public ForwardService Forwarding => Service<ForwardService>();

    public Reaper Reaper => Service<Reaper>();

    public OperationQueries Operations => Service<OperationQueries>();

    public static async Task<Rig> StartAsync(Func<TimeProvider, Task<IStore>> open, params (string Key, string Value)[] settings)
    {
        var rig = new Rig(open, settings.ToDictionary(one => $"Journal:{one.Key}", one => (string?)one.Value));
        await rig.StartAsync();
        return rig;
    }

    public static Intent Change(string customer = "C-1", string? key = null, UpstreamClass upstream = UpstreamClass.D, string body = """{"name":"Ann"}""") => new()
    {
        Id = Guid.CreateVersion7(),
        RequestId = Guid.NewGuid().ToString("N"),
        ConsumerId = "web-shop",
        RouteId = "crm",
        ContractId = "crm/customers@1",
        ContractHash = "hash-1",
        OperationId = "updateCustomer",
        Method = "PUT",
        Target = $"/crm/v1/customers/{customer}",
        Headers = [new("Content-Type", "application/json")],
        Body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)),
        Key = key is null ? null : new IdempotencyClaim(key, new byte[32], TimeSpan.FromHours(72)),
        Lane = $"customer:{customer}",
        Class = upstream,
        Deadline = new DateTimeOffset(2026, 3, 1, 12, 0, 30, TimeSpan.Zero),
    };

    /// <summary>A change without a lane, whose event's key stands in the answer.</summary>
    public static Intent Order(string number, UpstreamClass upstream) => Change(upstream: upstream, body: $$"""{"number":"{{number}}"}""") with
    {
        OperationId = "createOrder",
        Method = "POST",
        Target = "/crm/v1/orders",
        Lane = null,
    };

    public static Settlement Done(string body = """{"id":"C-1"}""", int status = 200) => new()
    {
        State = OperationState.Done,
        Answer = new UpstreamAnswer { Status = status, Headers = [new("Content-Type", "application/json"), new("ETag", "\"2\"")], Body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)) },
    };

    public static Settlement Unknown() => new() { State = OperationState.Unknown, Reason = "The connection broke." };

    public T Service<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>The process dies and another one starts over the same store.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>The recovery's turn, and everything that it set in motion.</summary>
    public async Task RecoverAsync()
    {
        await Recovery.TurnAsync(CancellationToken.None);
        await Recovery.WhenIdleAsync();
    }

    /// <summary>The forwarder's turns until one starts nothing more.</summary>
    public async Task ForwardAsync()
    {
        for (var before = -1; before != System.Asked.Count;)
        {
            before = System.Asked.Count;
            await Forwarding.TurnAsync(CancellationToken.None);
            await Forwarding.WhenIdleAsync();
        }
    }

    public async Task<StoredOperation> RowAsync(Guid id) => (await Operations.FindAsync(id, CancellationToken.None))!;

    public Task<List<(long Seq, string Type, string Key, long KeySeq, byte[]? Data, string? Defect, bool Reconstructed, string Id)>> EventsAsync() =>
        Store.ListAsync(
            "select seq, type, entity_key, key_seq, data, defect, reconstructed, id from event order by seq",
            row => (row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.BytesOrNull(4), row.TextOrNull(5), row.GetInt64(6) == 1, row.GetString(7)), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        Store = new FaultyStore(await _open(Clock), Clock);
        var faults = new List<ConfigFault>();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(Clock).AddSingleton<IStore>(Store).AddSingleton<ISnapshotSource>(Scene).AddSingleton<IChangeEventBuilder>(Scene).AddSingleton<IPipelineClient>(System);
        services.AddSingleton<IEndpointAnswers, NoAnswers>();
        services.AddEvents(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build(), Folder, (_, reference, _) => reference, faults);
        Assert.Empty(faults);
        _services = services.BuildServiceProvider();
        await Service<SealCheck>().RunAsync(CancellationToken.None);
        await Service<Takeover>().RunAsync(CancellationToken.None);
    }

    private async Task StopAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
            await Store.DisposeAsync();
        }

        _services = null;
    }
}
