using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Subscriptions;
using RetailSync.Events.Tests.Log;
using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Subscriptions;

public class DeliveryRegistrationTests
{
    private const string Good = """
        { "Subscriptions": { "loyalty-profiles": { "owner": "loyalty", "class": "stock", "maxConcurrency": 8, "retrySeconds": [5, 60],
            "filter": { "types": ["retail.customer.*"] },
            "target": { "kind": "webhook", "url": "https://loyalty.example.com/hook", "handshake": false, "authorization": "env:HOOK" } } },
          "Webhooks": { "AllowedNetworks": ["10.0.0.0/8"] }, "Events": { "PublicUrl": "https://api.example.com" } }
        """;

    [Fact]
    public async Task AddDelivery_Everything_CanBeMade()
    {
        await using var log = await LogFixture.OpenAsync();
        var faults = new List<ConfigFault>();
        var services = new ServiceCollection().AddLogging().AddSingleton(log.Store).AddSingleton(log.Seal).AddSingleton<IEndpointAnswers>(new NoAnswers()).AddSingleton<IPipelineClient>(new NoPipeline());
        services.AddDelivery(Configuration(Good), (_, _, _) => "Bearer x", faults);

        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.Empty(faults);
        Assert.Equal(3, provider.GetServices<IHostedService>().Count());
        Assert.Equal(4, provider.GetServices<IProductEndpoints>().Count());
        var declared = Assert.Single(provider.GetRequiredService<DeclaredSubscriptions>().All);
        Assert.Equal(("loyalty-profiles", "loyalty", "stock", 8, "Bearer x", false), (
            declared.Id, declared.Owner, declared.Definition.Class, declared.Definition.MaxConcurrency, declared.Definition.Target.Authorization, declared.Definition.Target.Handshake));
        Assert.Equal([5, 60], declared.Definition.RetrySeconds!);
    }

    [Fact]
    public async Task Declared_AppliedAndThenGone_IsThereAndThenPaused()
    {
        await using var log = await LogFixture.OpenAsync();

        await ApplyAsync(log, Good);
        var made = Assert.Single(await new SubscriptionStore(log.Store, log.Seal).ListAsync(TestContext.Current.CancellationToken));
        await ApplyAsync(log, Good);
        var again = Assert.Single(await new SubscriptionStore(log.Store, log.Seal).ListAsync(TestContext.Current.CancellationToken));
        await ApplyAsync(log, "{}");
        var gone = Assert.Single(await new SubscriptionStore(log.Store, log.Seal).ListAsync(TestContext.Current.CancellationToken));

        Assert.True(made.IsDeclared);
        Assert.Equal(("active", "Bearer x", 1L), (made.State, made.Secrets.Authorization, made.Revision));
        Assert.Equal(made.Revision, again.Revision);
        Assert.Equal(("paused", false), (gone.State, gone.IsDeclared));
    }

    [Fact]
    public async Task AddDelivery_Sink_IsATargetOfDeclaredSubscriptions()
    {
        const string Json = """
            { "Sinks": { "backbone": { "Kind": "rabbitmq", "Connection": "env:X", "Exchange": "retail.events" } },
              "Subscriptions": { "to-backbone": { "owner": "integration", "target": { "kind": "sink", "name": "backbone" } } } }
            """;
        var faults = new List<ConfigFault>();
        var services = new ServiceCollection().AddLogging();
        services.AddDelivery(Configuration(Json), (_, _, _) => "amqps://u:p@mq.example.com", faults);

        await using var provider = services.BuildServiceProvider();

        Assert.Empty(faults);
        Assert.Equal("disconnected", Assert.Single(provider.GetServices<IEventSink>()).State.State);
        Assert.Equal("backbone", Assert.Single(provider.GetRequiredService<DeclaredSubscriptions>().All).Definition.Target.Name);
    }

    [Theory]
    [InlineData("""{ "Subscriptions": { "a": { "owner": "o", "target": { "kind": "sink", "name": "b" } } } }""", "Subscriptions:a:target:name")]
    [InlineData("""{ "Sinks": { "b": { "Kind": "kafka" } } }""", "Sinks:b:Kind")]
    [InlineData("""{ "Subscriptions": { "a": { "target": { "kind": "webhook", "url": "https://x/" } } } }""", "Subscriptions:a:owner")]
    [InlineData("""{ "Subscriptions": { "a": { "owner": "o", "target": { "kind": "webhook", "url": "http://x/" } } } }""", "Subscriptions:a:target:url")]
    [InlineData("""{ "Subscriptions": { "a": { "owner": "o", "ordr": "x" } } }""", "Subscriptions:a:ordr")]
    [InlineData("""{ "Subscriptions": { "A": { "owner": "o", "target": { "kind": "webhook", "url": "https://x/" } } } }""", "Subscriptions:A")]
    [InlineData("""{ "Webhooks": { "AllowedNetworks": ["10.0.0.1/33"] } }""", "Webhooks:AllowedNetworks:0")]
    [InlineData("""{ "Webhooks": { "TimeoutSeconds": 0 } }""", "Webhooks")]
    [InlineData("""{ "Events": { "Slots": 3 } }""", "Events")]
    [InlineData("""{ "Events": { "Slot": 30 } }""", "Events")]
    public void AddDelivery_Fault_IsToldWithItsPath(string json, string path)
    {
        var faults = new List<ConfigFault>();

        new ServiceCollection().AddDelivery(Configuration(json), (_, reference, _) => reference, faults);

        Assert.Contains(path, faults.Select(fault => fault.Path));
    }

    private static async Task ApplyAsync(LogFixture log, string json)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(log.Store).AddSingleton(log.Seal).AddSingleton<IEndpointAnswers>(new NoAnswers()).AddSingleton<IPipelineClient>(new NoPipeline());
        services.AddDelivery(Configuration(json), (_, _, _) => "Bearer x", []);
        await using var provider = services.BuildServiceProvider();
        await provider.GetServices<IHostedService>().OfType<DeclaredSubscriptionWriter>().Single().ApplyAsync(TestContext.Current.CancellationToken);
    }

    private static IConfiguration Configuration(string json) => new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    private sealed class NoPipeline : IPipelineClient
    {
        public Task<PipelineAnswer> SendAsync(PipelineRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoAnswers : IEndpointAnswers
    {
        public Exchange ExchangeOf(Microsoft.AspNetCore.Http.HttpContext context) => throw new NotSupportedException();

        public void Begin(Microsoft.AspNetCore.Http.HttpContext context) => throw new NotSupportedException();

        public ValueTask RefuseAsync(Microsoft.AspNetCore.Http.HttpContext context, Problem problem) => throw new NotSupportedException();
    }
}
