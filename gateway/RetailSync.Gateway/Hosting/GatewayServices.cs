using RetailSync.Gateway.Calls;
using RetailSync.Events;
using RetailSync.Gateway.Certificates;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Draining;
using RetailSync.Gateway.Edge;
using RetailSync.Gateway.Endpoints;
using RetailSync.Gateway.Errors;
using RetailSync.Gateway.Explain;
using RetailSync.Gateway.Forwarding;
using RetailSync.Gateway.Masking;
using RetailSync.Gateway.Pipeline;
using RetailSync.Gateway.Plugins;
using RetailSync.Gateway.Telemetry;
using RetailSync.Policies;
using RetailSync.Policies.Cache;
using RetailSync.Policies.Identify;
using RetailSync.Policies.Redis;
using RetailSync.Store;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace RetailSync.Gateway.Hosting;

/// <summary>Wires the rooms of the house together.</summary>
internal static class GatewayServices
{
    /// <summary>Builds the host; nothing listens yet. Faults in what is read at the start are added; with any, the host must not be started.</summary>
    public static IHost Build(GatewayPreparation prepared, GatewayHostOptions options, ICollection<ConfigFault> faults) =>
        new HostBuilder()
            .UseContentRoot(prepared.Files.BaseFolder)
            .ConfigureHostOptions(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30))
            .ConfigureLogging(logging => ConfigureLogging(logging, prepared, options))
            .ConfigureWebHost(web => web
                .UseKestrel((_, kestrel) =>
                {
                    KestrelSetup.ApplyLimits(kestrel, prepared.Settings.Edge);
                    KestrelSetup.Listen(kestrel, prepared.Settings.Listeners, () => KestrelSetup.Certificates(
                        prepared.Settings.Listeners.Https, prepared.Files.BaseFolder, prepared.Files.DataFolder(prepared.Configuration), TimeProvider.System));
                })
                .ConfigureServices(services =>
                {
                    Add(services, prepared, faults);
                    options.ConfigureServices?.Invoke(services);
                })
                .Configure(GatewayPipeline.Configure))
            .Build();

    private static void Add(IServiceCollection services, GatewayPreparation prepared, ICollection<ConfigFault> faults)
    {
        var settings = prepared.Settings;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(prepared.Files).AddSingleton(settings).AddSingleton(settings.Edge).AddSingleton(settings.Telemetry);
        services.AddRouting();

        services.AddSingleton(ClientTrust.Read(settings.Listeners.Https, prepared.Files.BaseFolder, faults)).AddSingleton<TlsPeers>();
        services.AddSingleton(provider => new CertificateExaminer(provider.GetRequiredService<ClientTrust>().Authorities, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Revocations>().AddHostedService(provider => provider.GetRequiredService<Revocations>());
        services.AddSingleton<CertificateHeader>().AddSingleton<ClientOrigin>().AddSingleton(settings.Listeners);
        services.AddSingleton<RequestIds>().AddSingleton<EdgeCheck>().AddSingleton(new BodyBudget(settings.Edge.BodyBudgetBytes, settings.Edge.BodySharePercent));
        services.AddSingleton<RequestBodyReader>().AddSingleton<FrontDoor>().AddSingleton<ChainRunner>();
        services.AddSingleton<PipelineEntry>().AddSingleton<IPipelineClient, PipelineClient>();
        services.AddSingleton<IProductEndpoints, EventSchemaEndpoints>();
        services.AddSingleton<OwnEndpoints>().AddSingleton<IEndpointAnswers, EndpointAnswers>();
        services.AddSingleton<ProblemWriter>().AddSingleton<VerdictWriter>().AddSingleton<UnansweredEnd>().AddSingleton<KestrelRefusals>().AddSingleton<ExplanationStore>();
        services.AddGatewayTelemetry(settings.Telemetry);
        services.AddMasking(settings.Masking);
        services.AddPlugins(new PluginLoader(prepared.Configuration, prepared.Files, faults).Load());

        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.AddSingleton(settings.Drain).AddSingleton<DrainState>().AddSingleton<OpenWebSockets>().AddSingleton<DrainableStreams>().AddSingleton<Drain>();

        services.AddSingleton<PlanBuilder>().AddSingleton<SnapshotLoader>().AddSingleton<SnapshotStore>();
        services.AddSingleton(provider => new ClusterUpstreamReader(
            prepared.Secrets, new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ISnapshotSource>(provider => provider.GetRequiredService<SnapshotStore>());
        services.AddHostedService<ReloadWatcher>();

        services.AddIdentity(prepared.Configuration, faults);
        services.AddRedis(settings.Redis);
        services.AddStore(settings.Store);
        if (settings.Store is not null)
        {
            services.AddEvents(prepared.Configuration, prepared.Files.DataFolder(prepared.Configuration), prepared.Secrets.Read, faults);
            services.AddDelivery(prepared.Configuration, prepared.Secrets.Read, faults);
        }

        services.AddCacheStore(prepared.Configuration, faults);
        services.AddBuiltInPolicies();

        services.AddReverseProxy();

        // YARP brings Data Protection for session affinity, which is not used; its start would write key files into the user's home.
        foreach (var keyMaker in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
        {
            services.Remove(keyMaker);
        }

        services.AddSingleton<IProxyConfigProvider>(provider => provider.GetRequiredService<SnapshotStore>());
        services.AddSingleton<IConfigChangeListener>(provider => provider.GetRequiredService<SnapshotStore>());
        services.AddSingleton<IForwarderHttpClientFactory, GatewayHttpClientFactory>();
        services.AddForwarding();
        services.AddSingleton<Yarp.ReverseProxy.Transforms.Builder.ITransformProvider, GatewayTransforms>();

        services.AddSingleton<OperatorListener>();
        services.AddHostedService(provider => provider.GetRequiredService<OperatorListener>());
    }

    private static void ConfigureLogging(ILoggingBuilder logging, GatewayPreparation prepared, GatewayHostOptions options)
    {
        logging.SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning)
            .AddFilter("OpenIddict", LogLevel.Warning)
            .AddFilter("Yarp", LogLevel.Warning)

            // A probe that fails is told by the change of health that it causes, once, not at every interval.
            .AddFilter("Yarp.ReverseProxy.Health.ActiveHealthCheckMonitor", LogLevel.Error)
            .AddFilter("Yarp.ReverseProxy.Health.DestinationHealthUpdater", LogLevel.Warning)

            // A failed forward is logged once, by us, with its request id.
            .AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.Error)

            // With this category on, the framework makes an activity for every request; ours are made only when sampled.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddConfiguration(prepared.Configuration.GetSection("Logging"));
        if (options.LogToConsole)
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        }

        logging.AddGatewayLogExport(prepared.Settings.Telemetry);
    }
}
