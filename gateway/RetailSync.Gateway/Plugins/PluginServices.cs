namespace RetailSync.Gateway.Plugins;

/// <summary>Wires the plugins.</summary>
internal static class PluginServices
{
    /// <summary>Makes the plugins run with the gateway. They start before it listens and stop after it has stopped listening.</summary>
    public static void AddPlugins(this IServiceCollection services, PluginSet set)
    {
        // Made by a factory, so that the container disposes it.
        services.AddSingleton(_ => set);
        services.AddSingleton<PluginMetrics>().AddSingleton<ExchangeViews>().AddSingleton<PluginHost>().AddSingleton<IChangeEventBuilder, ChangeEventBuilder>();
        services.AddSingleton<IOperatorActions>(provider => provider.GetRequiredService<PluginHost>());
        services.AddHostedService(provider => provider.GetRequiredService<PluginHost>());
        if (set.Plugins.Any(plugin => plugin.Instance is not null && plugin.Manifest.Stages.Contains("outcome")))
        {
            services.AddSingleton<PluginPolicy>().AddSingleton(PluginPolicy.Registration);
        }
    }
}
