using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;

namespace RetailSync.Policies.Tests;

/// <summary>Builds policies the way the gateway does: from their registration and a configuration section.</summary>
internal static class Built
{
    public static IServiceCollection Services(TimeProvider? clock = null)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(clock ?? TimeProvider.System);
        return services.AddBuiltInPolicies();
    }

    public static IRequestPolicy Policy(IServiceProvider services, string id, RouteFacts? route = null, params (string Key, string Value)[] settings)
    {
        var faults = new List<ConfigFault>();
        var policy = Build(services, id, faults, route, settings);
        Assert.Empty(faults);
        return Assert.IsAssignableFrom<IRequestPolicy>(policy);
    }

    /// <summary>A policy of any kind.</summary>
    public static IGatewayPolicy Any(IServiceProvider services, string id, params (string Key, string Value)[] settings)
    {
        var faults = new List<ConfigFault>();
        var policy = Build(services, id, faults, null, settings);
        Assert.Empty(faults);
        return policy!;
    }

    /// <summary>The verdict of a policy that has nothing to wait for.</summary>
    public static Verdict Now(ValueTask<Verdict> verdict)
    {
        Assert.True(verdict.IsCompletedSuccessfully);
        return verdict.GetAwaiter().GetResult();
    }

    public static IReadOnlyList<ConfigFault> Faults(string id, params (string Key, string Value)[] settings)
    {
        using var services = Services().BuildServiceProvider();
        var faults = new List<ConfigFault>();
        Build(services, id, faults, null, settings);
        return faults;
    }

    /// <summary>The faults of settings on one route.</summary>
    public static IReadOnlyList<ConfigFault> FaultsOn(IServiceProvider services, string id, RouteFacts route, params (string Key, string Value)[] settings)
    {
        var faults = new List<ConfigFault>();
        Build(services, id, faults, route, settings);
        return faults;
    }

    private static IGatewayPolicy? Build(IServiceProvider services, string id, List<ConfigFault> faults, RouteFacts? route, (string Key, string Value)[] settings)
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>($"Policies:{id}:{setting.Key}", setting.Value)))
            .Build()
            .GetSection($"Policies:{id}");
        var registration = services.GetServices<PolicyRegistration>().Single(candidate => candidate.Descriptor.Id == id);
        return registration.Build(services, route ?? new RouteFacts { RouteId = "crm" }, section, faults);
    }
}
