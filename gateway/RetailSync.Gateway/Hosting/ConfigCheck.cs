using RetailSync.Gateway.Configuration;

namespace RetailSync.Gateway.Hosting;

/// <summary>Checks a configuration, with its contracts and landscape, exactly as a start would, without starting anything.</summary>
public static class ConfigCheck
{
    /// <summary>Every fault; none when a gateway would start with it.</summary>
    /// <param name="options">The configuration and its overrides.</param>
    /// <param name="resolveSecrets">Whether the secrets' references must lead somewhere on this machine, too.</param>
    public static async Task<ConfigCheckResult> RunAsync(GatewayHostOptions options, bool resolveSecrets)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            var prepared = GatewayPreparation.Prepare(options, resolveSecrets);
            var faults = new List<ConfigFault>(prepared.Faults);
            using var host = GatewayServices.Build(prepared, options, faults);
            var store = host.Services.GetRequiredService<SnapshotStore>();
            faults.AddRange(await store.LoadAsync());
            return faults.Count > 0
                ? new ConfigCheckResult(prepared.Files.ConfigFile, faults, 0, 0, null)
                : new ConfigCheckResult(prepared.Files.ConfigFile, [], store.Current.Routes.Count, store.Current.Contracts.Count, store.Current.Revision);
        }
        catch (ConfigException unreadable)
        {
            return new ConfigCheckResult(options.ConfigFile ?? "yarp.json", unreadable.Faults, 0, 0, null);
        }
    }
}
