using Microsoft.Extensions.Configuration;
using RetailSync.Gateway;

namespace RetailSync.Policies.Identify;

/// <summary>Reads the section <c>Identity</c>: unknown keys, unreadable values and broken rules are all reported, not just the first.</summary>
internal static class IdentitySettings
{
    public static IdentityOptions Read(IConfigurationSection section, ICollection<ConfigFault> faults)
    {
        var unreadable = new List<ConfigFault>();
        CheckKeys(section, typeof(IdentityOptions), faults);
        var providers = new List<IdentityProviderOptions>();
        foreach (var child in section.GetSection(nameof(IdentityOptions.Providers)).GetChildren())
        {
            CheckKeys(child, typeof(IdentityProviderOptions), faults);
            providers.Add(Bind<IdentityProviderOptions>(child, unreadable));
        }

        var globals = new ConfigurationBuilder().AddInMemoryCollection(
            section.GetChildren().Where(child => !Is(child, nameof(IdentityOptions.Providers))).Select(child => KeyValuePair.Create($"{section.Path}:{child.Key}", child.Value)));
        var read = Bind<IdentityOptions>(globals.Build().GetSection(section.Path), unreadable);
        var options = new IdentityOptions
        {
            Providers = providers,
            TokenCacheSeconds = read.TokenCacheSeconds,
            TokenCacheEntries = read.TokenCacheEntries,
            MetadataRefreshMinutes = read.MetadataRefreshMinutes,
        };

        foreach (var fault in unreadable)
        {
            faults.Add(fault);
        }

        // A value that could not be read stands at its default, about which the rules have nothing true to say.
        if (unreadable.Count == 0)
        {
            IdentityRules.Check(section.Path, options, faults);
        }

        return options;
    }

    private static T Bind<T>(IConfigurationSection section, List<ConfigFault> faults)
        where T : class, new()
    {
        try
        {
            return section.Get<T>() ?? new T();
        }
        catch (InvalidOperationException failure)
        {
            faults.Add(new ConfigFault(section.Path, failure.Message));
            return new T();
        }
    }

    private static void CheckKeys(IConfigurationSection section, Type options, ICollection<ConfigFault> faults)
    {
        var known = options.GetProperties().Select(property => property.Name).ToArray();
        foreach (var child in section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add(new ConfigFault(child.Path, $"is not a setting. Known: {string.Join(", ", known)}."));
        }
    }

    private static bool Is(IConfigurationSection section, string key) => string.Equals(section.Key, key, StringComparison.OrdinalIgnoreCase);
}
