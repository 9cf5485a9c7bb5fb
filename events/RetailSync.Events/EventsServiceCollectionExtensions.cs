using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using RetailSync.Events.Journal;
using RetailSync.Events.Log;
using RetailSync.Events.Operations;
using RetailSync.Events.Queueing;
using RetailSync.Events.Recovery;
using RetailSync.Events.Resolving;
using RetailSync.Events.Retention;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;

namespace RetailSync.Events;

/// <summary>Registers the journal.</summary>
public static class EventsServiceCollectionExtensions
{
    /// <summary>
    /// Registers the journal of changes, its recovery, its endpoints and its retention. Call it once, only where a store is registered. Needs besides: <see cref="TimeProvider"/>,
    /// <see cref="ISnapshotSource"/>, <see cref="IChangeEventBuilder"/>, <see cref="IPipelineClient"/> and <see cref="IEndpointAnswers"/>.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configuration">The whole configuration; the section <c>Journal</c> is read.</param>
    /// <param name="dataFolder">Where <c>journal.key</c> lies when the settings name no key.</param>
    /// <param name="readSecret">Resolves a secret's reference: path, reference, faults. Null after a fault; empty where secrets are not resolved.</param>
    /// <param name="faults">Where faults go; with any the program must not start.</param>
    public static IServiceCollection AddEvents(
        this IServiceCollection services, IConfiguration configuration, string dataFolder, Func<string, string?, ICollection<ConfigFault>, string?> readSecret, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(readSecret);
        ArgumentNullException.ThrowIfNull(faults);

        var options = JournalSettings.Read(configuration, faults);
        services.AddSingleton(options).AddSingleton(JournalSettings.ReadKeys(options, dataFolder, readSecret, faults)).AddSingleton<BodySeal>(provider => new BodySeal(provider.GetRequiredService<SealKeys>()));
        services.TryAddSingleton<EventSignal>();
        services.AddMetrics();
        services.AddSingleton<JournalMetrics>().AddSingleton<OwnIntents>().AddSingleton<JournalWake>().AddSingleton<EventMaker>().AddSingleton<OutcomeWriter>();
        services.AddSingleton<IJournal, Journal.Journal>();
        services.AddSingleton<SealCheck>().AddSingleton<Takeover>().AddSingleton<EventRebuilder>().AddSingleton<Asker>().AddSingleton<Resolver>();
        services.AddSingleton<RecoveryService>().AddSingleton<IHostedService>(provider => provider.GetRequiredService<RecoveryService>());
        services.AddSingleton<QueueWake>().AddSingleton<QueueMetrics>().AddSingleton<ForwardService>().AddSingleton<Forwarder>().AddSingleton<IHostedService>(provider => provider.GetRequiredService<ForwardService>());
        services.AddSingleton<Eraser>().AddSingleton<Reaper>().AddSingleton<IHostedService>(provider => provider.GetRequiredService<Reaper>());
        services.AddSingleton<OperationQueries>().AddSingleton<OperationDecisions>().AddSingleton<IProductEndpoints, OperationEndpoints>();
        return services;
    }
}
