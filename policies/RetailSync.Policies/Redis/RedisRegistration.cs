using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RetailSync.Policies.Redis;

/// <summary>Registers the shared Redis server.</summary>
public static class RedisRegistration
{
    /// <summary>Makes the server available to policies and connects when the host starts. Without settings nothing is registered, and every gateway counts for itself.</summary>
    public static IServiceCollection AddRedis(this IServiceCollection services, RedisSettings? settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (settings is null)
        {
            return services;
        }

        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings).AddSingleton<RedisMetrics>().AddSingleton<RedisLink>();
        services.AddSingleton<IRedisLink>(provider => provider.GetRequiredService<RedisLink>());
        return services.AddHostedService<RedisRunner>();
    }
}
