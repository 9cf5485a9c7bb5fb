using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RetailSync.Gateway;

namespace RetailSync.Policies.Cache;

/// <summary>Registers where kept answers live.</summary>
public static class CacheRegistration
{
    /// <summary>Reads the section <c>Cache</c>. Call it once. With faults, the defaults are registered and the program must not start. Changes take effect at the next start.</summary>
    public static IServiceCollection AddCacheStore(this IServiceCollection services, IConfiguration configuration, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(faults);

        services.RemoveAll<CacheStoreOptions>();
        services.AddSingleton(Read(configuration.GetSection("Cache"), faults));
        return services;
    }

    /// <summary>What the policies need even where nothing is configured.</summary>
    internal static void AddCacheCore(this IServiceCollection services)
    {
        services.TryAddSingleton(new CacheStoreOptions());
        services.TryAddSingleton<CacheMetrics>();
        services.TryAddSingleton<CacheStore>();
        services.TryAddSingleton<ChangeMarks>();
        services.TryAddSingleton<CacheNewsReceiver>();
        services.TryAddSingleton<ICacheNews, NoCacheNews>();
    }

    private static CacheStoreOptions Read(IConfigurationSection section, ICollection<ConfigFault> faults)
    {
        try
        {
            var options = section.Get<CacheStoreOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new CacheStoreOptions();
            var failures = (new CacheStoreOptionsValidator().Validate(section.Path, options).Failures ?? []).ToList();
            if (failures.Count == 0 && options.MaxAnswerBytes > options.MaxBytes / 4)
            {
                failures.Add($"MaxAnswerBytes ({options.MaxAnswerBytes}) must be at most a quarter of MaxBytes ({options.MaxBytes}).");
            }

            failures.ForEach(failure => faults.Add(new ConfigFault(section.Path, failure)));
            return failures.Count == 0 ? options : new CacheStoreOptions();
        }
        catch (InvalidOperationException unbindable)
        {
            faults.Add(new ConfigFault(section.Path, unbindable.InnerException?.Message ?? unbindable.Message));
            return new CacheStoreOptions();
        }
    }
}
