using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway;

/// <summary>What a plugin gets to configure itself with.</summary>
/// <param name="settings">Its settings: <c>Plugins:&lt;id&gt;:Settings</c>.</param>
/// <param name="baseFolder">The folder of <c>yarp.json</c>, where relative paths in settings start.</param>
/// <param name="dataFolder">The folder that it may keep state in. It may not exist yet.</param>
/// <param name="faults">Where faults are added.</param>
public sealed class PluginSetup(IConfigurationSection settings, string baseFolder, string dataFolder, ICollection<ConfigFault> faults)
{
    /// <summary>Its settings as they stand.</summary>
    public IConfigurationSection Settings => settings;

    /// <summary>The folder where relative paths in settings start.</summary>
    public string BaseFolder => baseFolder;

    /// <summary>The folder that it may keep state in: <c>plugins/&lt;id&gt;</c> in the gateway's data folder. It may not exist yet.</summary>
    public string DataFolder => dataFolder;

    /// <summary>Adds a fault of one setting: what is wrong and what would be right.</summary>
    public void Fault(string key, string message) => faults.Add(new ConfigFault($"{settings.Path}:{key}", message));

    /// <summary>Binds the settings, unknown keys refused, and validates them. Faults are added; the defaults are returned then.</summary>
    public TOptions Bind<TOptions, TValidator>()
        where TOptions : class, new()
        where TValidator : IValidateOptions<TOptions>, new() => SectionBinder.Bind<TOptions, TValidator>(settings, faults);
}
