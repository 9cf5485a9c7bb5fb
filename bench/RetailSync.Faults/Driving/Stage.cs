using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetailSync.Faults.Checking;
using RetailSync.Faults.Subscriber;
using RetailSync.Faults.Upstream;

namespace RetailSync.Faults.Driving;

/// <summary>The upstream and the gateways of one round, as processes of their own, and the subscriber, which is part of the suite's.</summary>
internal sealed class Stage : IAsyncDisposable
{
    // Less than the default: a killed gateway's deliveries wait for it.
    private const int LeaseSeconds = 5;

    private readonly StageOptions _options;
    private readonly ChildProcess _upstream;
    private readonly ChildProcess?[] _gateways;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private bool _isSubscribed;

    private Stage(StageOptions options, StageFolder folder, ChildProcess upstream, SubscriberServer subscriber)
    {
        _options = options;
        Folder = folder;
        _upstream = upstream;
        Subscriber = subscriber;
        _gateways = new ChildProcess?[options.Gateways];
        Disk = options.HasDiskShim ? new DiskShim(folder.Data) : null;
        var calls = new GatewayCalls(_http, Front, folder.ApiKey);
        (Read, Subscriptions) = (new StageReader(calls), new StageSubscriptions(calls));
    }

    /// <summary>The gateways' files.</summary>
    public StageFolder Folder { get; }

    /// <summary>Where the gateways listen.</summary>
    public Front Front { get; } = new();

    /// <summary>The shim; null without one.</summary>
    public DiskShim? Disk { get; }

    /// <summary>What the gateways tell.</summary>
    public StageReader Read { get; }

    /// <summary>What is done with subscriptions.</summary>
    public StageSubscriptions Subscriptions { get; }

    /// <summary>What the subscriptions' events go to.</summary>
    public SubscriberServer Subscriber { get; }

    /// <summary>By subscription, ids of events that it may get after later ones of their key: dead letters that were let go and asked for again.</summary>
    public IDictionary<string, IReadOnlySet<string>> Late { get; } = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);

    /// <summary>The system behind the gateways.</summary>
    public Uri UpstreamAddress => _upstream.Address;

    /// <summary>How many gateways there are.</summary>
    public int Gateways => _gateways.Length;

    /// <summary>Starts everything.</summary>
    public static async Task<Stage> StartAsync(StageOptions options, CancellationToken cancel)
    {
        var stage = await PrepareAsync(options, cancel);
        try
        {
            for (var index = 0; index < options.Gateways; index++)
            {
                await stage.StartGatewayAsync(index, null, cancel);
            }

            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts everything but the gateways.</summary>
    public static async Task<Stage> PrepareAsync(StageOptions options, CancellationToken cancel)
    {
        var folder = new StageFolder();
        var upstream = await ChildProcess.StartAsync("upstream", typeof(Stage).Assembly.Location, folder.Folder, ["upstream"], new Dictionary<string, string>(), cancel);
        var stage = new Stage(options, folder, upstream, await SubscriberServer.StartAsync(cancel));
        await stage.BehaveAsync(options.Upstream, cancel);
        folder.Configure(options.Between(upstream.Address), settings =>
        {
            if (options.Postgres is { } connection)
            {
                settings["Store"] = new JsonObject { ["Provider"] = "postgres", ["Connection"] = "file:postgres.txt", ["LeaseSeconds"] = LeaseSeconds };
                settings["Journal"] = new JsonObject { ["Keys"] = new JsonArray("file:journal.txt") };
                folder.UseDatabase(connection);
                File.WriteAllText(Path.Combine(folder.Folder, "journal.txt"), Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
            }

            options.Settings(settings);
        });
        return stage;
    }

    /// <summary>Starts a gateway and lets the clients find it.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="environment">Environment variables of this start alone.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task StartGatewayAsync(int index, IReadOnlyDictionary<string, string>? environment, CancellationToken cancel)
    {
        var variables = new Dictionary<string, string>(_options.Environment);
        foreach (var (key, value) in (Disk?.Environment ?? new Dictionary<string, string>()).Concat(environment ?? new Dictionary<string, string>()))
        {
            variables[key] = variables.TryGetValue(key, out var before) && key == "LD_PRELOAD" ? $"{before}:{value}" : value;
        }

        Disk?.Begin();
        _gateways[index] = await ChildProcess.StartAsync($"gateway {index}", FaultPaths.Gateway, Folder.Folder, ["--config", Folder.ConfigFile], variables, cancel);
        Announce();
        if (!_isSubscribed)
        {
            await SubscribeAsync(cancel);
        }
    }

    /// <summary>Makes the subscriptions.</summary>
    public async Task SubscribeAsync(CancellationToken cancel)
    {
        foreach (var order in _options.Subscriptions)
        {
            Subscriber.Trust(order.Name, await Subscriptions.AddAsync(order.ToJson(Subscriber.AddressOf(order.Name)), cancel));
        }

        _isSubscribed = true;
    }

    /// <summary>Kills a gateway without a word of warning.</summary>
    public async Task KillGatewayAsync(int index)
    {
        if (_gateways[index] is { } gateway)
        {
            _gateways[index] = null;
            Announce();
            await gateway.DisposeAsync();
        }
    }

    /// <summary>Waits until a gateway has ended of itself; false when it does not.</summary>
    public async Task<bool> EndedAsync(int index, TimeSpan patience, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            await _gateways[index]!.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }

        await KillGatewayAsync(index);
        return true;
    }

    /// <summary>A gateway's process.</summary>
    public ChildProcess Gateway(int index) => _gateways[index] ?? throw new FaultException($"Gateway {index} does not run.");

    /// <summary>Tells the upstream how to behave from now on.</summary>
    public async Task BehaveAsync(UpstreamBehaviour behaviour, CancellationToken cancel)
    {
        using var answer = await _http.PutAsJsonAsync(new Uri(_upstream.Address, "/control"), behaviour, JsonSerializerOptions.Web, cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What the upstream has done.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(CancellationToken cancel) =>
        (await _http.GetFromJsonAsync<List<LedgerEntry>>(new Uri(_upstream.Address, "/ledger"), JsonSerializerOptions.Web, cancel))!;

    /// <summary>Waits until nothing is open any more and nothing is to be delivered, and compares everything.</summary>
    public async Task<InvariantReport> CompareAsync(IReadOnlyCollection<ClientChange> changes, CancellationToken cancel)
    {
        await Read.UntilNothingIsOpenAsync(cancel);
        var events = await Read.EventsAsync(cancel);
        return Checker.Compare(changes, await LedgerAsync(cancel), events) with { Deliveries = await DeliveriesAsync(events, cancel) };
    }

    private async Task<IReadOnlyList<DeliveryReport>> DeliveriesAsync(IReadOnlyList<EventEntry> events, CancellationToken cancel)
    {
        List<DeliveryReport> reports = [];
        foreach (var name in _options.Subscriptions.Select(order => order.Name))
        {
            await Subscriptions.UntilDeliveredAsync(name, () => Subscriber.Taken(name) >= events.Count, cancel);
            reports.Add(DeliveryChecker.Compare(name, events, Subscriber.Arrivals(name), Late.TryGetValue(name, out var late) ? late : null));
        }

        return reports;
    }

    public async ValueTask DisposeAsync()
    {
        for (var index = 0; index < _gateways.Length; index++)
        {
            await KillGatewayAsync(index);
        }

        await _upstream.DisposeAsync();
        await Subscriber.DisposeAsync();
        _http.Dispose();
        Folder.Dispose();
    }

    private void Announce() => Front.Set(_gateways.OfType<ChildProcess>().Select(gateway => gateway.Address));
}
