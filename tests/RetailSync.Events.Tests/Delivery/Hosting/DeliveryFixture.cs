using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RetailSync.Events.Delivery;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Replay;
using RetailSync.Events.Subscriptions;
using RetailSync.Events.Tests.Log;
using RetailSync.Events.Webhooks;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Delivery.Hosting;

/// <summary>Delivery over a real store, to webhooks on this machine.</summary>
internal sealed class DeliveryFixture : IAsyncDisposable
{
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<DeliveryService> _services = [];
    private WebhookClient? _client;

    private DeliveryFixture(LogFixture log) => Log = log;

    public LogFixture Log { get; }

    public DeliveryService Service { get; private set; } = null!;

    public ReplayService? Replays { get; private set; }

    public TargetFactory Targets { get; private set; } = null!;

    public WebhookOptions Webhooks { get; init; } = new() { AllowHttp = true, TimeoutSeconds = 10 };

    public DeliveryOptions Options { get; set; } = new() { StopSeconds = 1 };

    public IPipelineClient Pipeline { get; set; } = new NoPipeline();

    public List<IEventSink> Sinks { get; } = [];

    public SubscriptionStore Subscriptions => new(Log.Store, Log.Seal);

    public ProgressStore Progress => new(Log.Store);

    public HttpMessageInvoker Http => _client!.Http;

    public static async Task<DeliveryFixture> OpenAsync(string? connection = null) => new(await LogFixture.OpenAsync(connection));

    public async Task StartAsync()
    {
        _client = new WebhookClient(new WebhookConnector(new AddressGuard([IPNetwork.Parse("127.0.0.0/8")])));
        Targets = new TargetFactory(_client, Webhooks, Pipeline, Sinks, TimeProvider.System);
        var services = new RunnerServices(
            Log.Log, Progress, Log.Signal, new SendShare(Options.Slots), Options, new DeliveryMetrics(_meters.GetRequiredService<IMeterFactory>()), TimeProvider.System,
            NullLogger<SubscriptionRunner>.Instance);
        Service = new DeliveryService(Subscriptions, Targets, services, NullLogger<DeliveryService>.Instance);
        _services.Add(Service);
        await Service.StartAsync(CancellationToken.None);
        Replays = new ReplayService(new ReplayStore(Log.Store), Subscriptions, Log.Log, Targets, new SendShare(4), TimeProvider.System, NullLogger<ReplayService>.Instance);
        await Replays.StartAsync(CancellationToken.None);
    }

    /// <summary>Stops, as a process that ends in good order.</summary>
    public async Task StopAsync()
    {
        foreach (var service in _services)
        {
            await service.StopAsync(CancellationToken.None);
            service.Dispose();
        }

        _services.Clear();
        if (Replays is not null)
        {
            await Replays.StopAsync(CancellationToken.None);
            Replays.Dispose();
            Replays = null;
        }
    }

    public async Task<Subscription> SubscribeAsync(Uri url, SubscriptionDefinition? definition = null, string id = "loyalty")
    {
        definition ??= new SubscriptionDefinition { From = "earliest" };
        var subscription = new Subscription
        {
            Id = id,
            Owner = "loyalty",
            Definition = definition with { Target = definition.Target.Kind.Length > 0 ? definition.Target : new TargetDefinition { Kind = "webhook", Url = url.ToString() } },
            Secrets = SubscriptionSecrets.None.Rotate(WebhookSecret.Generate(), DateTimeOffset.UnixEpoch, TimeSpan.Zero),
            State = "active",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        Assert.True(await Subscriptions.AddAsync(subscription, 0, CancellationToken.None));
        return subscription;
    }

    /// <summary>The endpoints about subscriptions and events, over this delivery.</summary>
    public Task<EndpointHost> ServeAsync() => EndpointHost.StartAsync(answers =>
    {
        var manager = new SubscriptionManager(Subscriptions, Log.Log, Targets, new WebhookHandshake(Http, Webhooks, TimeProvider.System), Webhooks, Service, TimeProvider.System);
        var status = new SubscriptionStatusReader(Log.Store, Log.Log, Progress, Service, Targets);
        var calls = new SubscriptionCalls(Subscriptions, answers);
        return
        [
            new SubscriptionEndpoints(Subscriptions, manager, status, Progress, new DeadLetterDecisions(Log.Store, Service), calls),
            new ReplayEndpoints(new ReplayStore(Log.Store), Log.Log, calls, answers, TimeProvider.System),
            new PropagationEndpoints(new Propagation(Log.Store, Log.Log, Progress), Subscriptions, Log.Log, calls),
        ];
    });

    public static async Task UntilAsync(Func<Task<bool>> holds, string expected) => await Deadline.UntilAsync<object>(async () => await holds() ? new object() : null, expected);

    public static Task UntilAsync(Func<bool> holds, string expected) => UntilAsync(() => Task.FromResult(holds()), expected);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client?.Dispose();
        await Log.DisposeAsync();
        await _meters.DisposeAsync();
    }

    private sealed class NoPipeline : IPipelineClient
    {
        public Task<PipelineAnswer> SendAsync(PipelineRequest request, CancellationToken cancellationToken) => throw new NotSupportedException("No system is called here.");
    }
}
