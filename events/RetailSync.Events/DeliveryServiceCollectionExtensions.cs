using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailSync.Events.Delivery;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Log;
using RetailSync.Events.Replay;
using RetailSync.Events.Sinks;
using RetailSync.Events.Sinks.RabbitMq;
using RetailSync.Events.Subscriptions;
using RetailSync.Events.Webhooks;
using RetailSync.Gateway;

namespace RetailSync.Events;

/// <summary>Registers the log's endpoints, subscriptions and their delivery.</summary>
public static class DeliveryServiceCollectionExtensions
{
    /// <summary>Registers them. Call it once, after <see cref="EventsServiceCollectionExtensions.AddEvents"/>.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configuration">The whole configuration; the sections <c>Events</c>, <c>Webhooks</c>, <c>Sinks</c> and <c>Subscriptions</c> are read.</param>
    /// <param name="readSecret">Resolves a secret's reference: path, reference, faults. Null after a fault; empty where secrets are not resolved.</param>
    /// <param name="faults">Where faults go; with any the program must not start.</param>
    public static IServiceCollection AddDelivery(
        this IServiceCollection services, IConfiguration configuration, Func<string, string?, ICollection<ConfigFault>, string?> readSecret, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(readSecret);
        ArgumentNullException.ThrowIfNull(faults);

        var options = SectionBinder.Bind<DeliveryOptions, DeliveryOptionsValidator>(configuration.GetSection("Events"), faults);
        var webhooks = SectionBinder.Bind<WebhookOptions, WebhookOptionsValidator>(configuration.GetSection("Webhooks"), faults);
        var sinks = SinkSettings.Read(configuration, readSecret, faults);
        foreach (var rabbit in sinks.Rabbit)
        {
            services.AddSingleton<IEventSink>(provider => new RabbitMqSink(rabbit, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RabbitMqSink>>()));
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EventSignal>();
        services.AddMetrics();
        services.AddSingleton(options).AddSingleton(webhooks).AddSingleton(DeclaredSubscriptions.Read(configuration, webhooks, sinks.Names, readSecret, faults));
        services.AddSingleton<EventLog>().AddSingleton<EventPages>().AddSingleton<EventStream>().AddSingleton(new OpenReads(options.StreamsPerConsumer));
        services.AddSingleton(new WebhookConnector(new AddressGuard(Networks(webhooks, faults)))).AddSingleton<WebhookClient>();
        services.AddSingleton(provider => new WebhookHandshake(provider.GetRequiredService<WebhookClient>().Http, webhooks, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SubscriptionStore>().AddSingleton<ProgressStore>().AddSingleton<DeliveryMetrics>().AddSingleton(new SendShare(options.Slots));
        services.AddSingleton<RunnerServices>().AddSingleton<TargetFactory>().AddSingleton<DeliveryService>();
        services.AddSingleton<SubscriptionManager>().AddSingleton<SubscriptionStatusReader>().AddSingleton<DeadLetterDecisions>().AddSingleton<SubscriptionCalls>();
        services.AddSingleton<ReplayStore>().AddSingleton<Propagation>();
        services.AddSingleton<IProductEndpoints, EventEndpoints>().AddSingleton<IProductEndpoints, SubscriptionEndpoints>();
        services.AddSingleton<IProductEndpoints, ReplayEndpoints>().AddSingleton<IProductEndpoints, PropagationEndpoints>();

        // In this order: what is declared is there before it is delivered.
        services.AddSingleton<IHostedService, DeclaredSubscriptionWriter>().AddSingleton<IHostedService>(provider => provider.GetRequiredService<DeliveryService>()).AddSingleton<IHostedService, ReplayService>();
        return services;
    }

    private static List<IPNetwork> Networks(WebhookOptions webhooks, ICollection<ConfigFault> faults)
    {
        var networks = new List<IPNetwork>();
        for (var i = 0; i < webhooks.AllowedNetworks.Count; i++)
        {
            if (IPNetwork.TryParse(webhooks.AllowedNetworks[i], out var network))
            {
                networks.Add(network);
            }
            else
            {
                faults.Add(new ConfigFault($"Webhooks:AllowedNetworks:{i}", $"'{webhooks.AllowedNetworks[i]}' is no network. Expected: an address and a length, such as 10.20.0.0/16."));
            }
        }

        return networks;
    }
}
