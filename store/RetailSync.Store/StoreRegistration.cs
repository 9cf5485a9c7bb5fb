using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using RetailSync.Store.Settings;

namespace RetailSync.Store;

/// <summary>Registers the store.</summary>
public static class StoreRegistration
{
    /// <summary>
    /// Registers <see cref="IStore"/>. It is opened when the host starts, before any hosted service and before requests are served; a store that cannot be opened stops the start
    /// with a <see cref="StoreOpenException"/>. Without settings nothing is registered, and nothing is journalled.
    /// </summary>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreSettings? settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (settings is null)
        {
            return services;
        }

        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings).AddSingleton<HostedStore>();
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<HostedStore>());
        return services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<HostedStore>());
    }
}
