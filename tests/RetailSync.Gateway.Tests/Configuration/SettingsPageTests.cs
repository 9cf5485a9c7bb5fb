using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway.Edge;
using RetailSync.Gateway.Forwarding;
using RetailSync.Gateway.Hosting;
using RetailSync.Gateway.Masking;
using RetailSync.Gateway.Plugins;
using RetailSync.Gateway.Telemetry;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Policies;
using RetailSync.Policies.Cache;
using RetailSync.Policies.Identify;
using RetailSync.Policies.Redis;

namespace RetailSync.Gateway.Tests.Configuration;

/// <summary>The pages that list settings are written by hand; these tests keep them whole.</summary>
public sealed class SettingsPageTests
{
    public static TheoryData<Type> Sections() =>
    [
        typeof(EdgeOptions), typeof(TelemetryOptions), typeof(UpstreamOptions), typeof(BreakerOptions), typeof(RetryBudgetOptions), typeof(ForwardOptions), typeof(ListenerOptions), typeof(HttpListenerOptions), typeof(HttpsListenerOptions),
        typeof(OperatorOptions), typeof(SandboxSettings), typeof(IdentityOptions), typeof(IdentityProviderOptions),
        typeof(CacheStoreOptions), typeof(RedisOptions), typeof(PluginOptions), typeof(QuarantineOptions), typeof(MaskingOptions), typeof(RetailSync.Gateway.Draining.DrainOptions),
    ];

    [Theory]
    [MemberData(nameof(Sections))]
    public void ConfigurationPage_Setting_IsDescribed(Type options)
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/configuration.md"));

        Assert.All(Settings(options), name => Assert.Matches($"{name}[`:]", page));
    }

    [Fact]
    public void PolicyPages_Setting_IsDescribed()
    {
        var missing = new List<string>();
        var registrations = new ServiceCollection().AddBuiltInPolicies().Select(service => service.ImplementationInstance).OfType<PolicyRegistration>().ToList();
        foreach (var registration in registrations)
        {
            var folder = registration.OptionsType.Namespace!.Split('.')[^1];
            var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "policies/RetailSync.Policies", folder, "README.md"));
            missing.AddRange(Settings(registration.OptionsType).Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)).Select(name => $"{registration.Descriptor.Id}: {name}"));
        }

        Assert.NotEmpty(registrations);
        Assert.Empty(missing);
    }

    private static IEnumerable<string> Settings(Type options) => options.GetProperties().Where(property => property.CanWrite).Select(property => property.Name);
}
