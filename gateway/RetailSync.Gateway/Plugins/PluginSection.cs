namespace RetailSync.Gateway.Plugins;

/// <summary>Reads the <c>Plugins</c> section: its own keys, and one section for each plugin, told apart by the dot in a plugin's id.</summary>
internal sealed class PluginSection
{
    /// <summary>The section's name.</summary>
    public const string Name = "Plugins";

    private const string SettingsKey = "Settings";

    private static readonly string[] OwnKeys = ["Folder", "Quarantine"];

    private PluginSection(string? folder, QuarantineOptions quarantine, IReadOnlyDictionary<string, PluginOptions> plugins) =>
        (Folder, Quarantine, Plugins) = (folder, quarantine, plugins);

    /// <summary>The folder that plugins are loaded from, as it is written; null: only the built-in ones can run.</summary>
    public string? Folder { get; }

    /// <summary>When plugins are taken out of use.</summary>
    public QuarantineOptions Quarantine { get; }

    /// <summary>What is said about each plugin, by its id.</summary>
    public IReadOnlyDictionary<string, PluginOptions> Plugins { get; }

    /// <summary>Reads and checks it; every fault is added.</summary>
    public static PluginSection Read(IConfiguration configuration, ICollection<ConfigFault> faults)
    {
        var section = configuration.GetSection(Name);
        var plugins = new Dictionary<string, PluginOptions>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren().Where(child => !OwnKeys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!child.Key.Contains('.', StringComparison.Ordinal))
            {
                faults.Add(new ConfigFault(child.Path, $"'{child.Key}' is neither a plugin's id (such as retailsync.plugins.audit) nor one of {string.Join(", ", OwnKeys)}."));
            }
            else if (Bind(child, faults) is { } options)
            {
                plugins[child.Key] = options;
            }
        }

        return new PluginSection(section["Folder"], BindQuarantine(section.GetSection("Quarantine"), faults), plugins);
    }

    /// <summary>Where a plugin's own settings stand.</summary>
    public static string SettingsPath(string id) => $"{Name}:{id}:{SettingsKey}";

    private static PluginOptions? Bind(IConfigurationSection section, ICollection<ConfigFault> faults)
    {
        // Its own settings are the plugin's to bind.
        var values = section.AsEnumerable(makePathsRelative: true).Where(pair => pair.Key.Length > 0 && !pair.Key.Split(':')[0].Equals(SettingsKey, StringComparison.OrdinalIgnoreCase));
        var own = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        try
        {
            var options = own.Get<PluginOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new PluginOptions();
            if (options.OnError is null or "skip" or "fail")
            {
                return options;
            }

            faults.Add(new ConfigFault($"{section.Path}:OnError", $"'{options.OnError}' is not known; OnError is skip or fail."));
        }
        catch (InvalidOperationException unbindable)
        {
            faults.Add(new ConfigFault(section.Path, unbindable.InnerException?.Message ?? unbindable.Message));
        }

        return null;
    }

    private static QuarantineOptions BindQuarantine(IConfigurationSection section, ICollection<ConfigFault> faults)
    {
        try
        {
            var options = section.Get<QuarantineOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new QuarantineOptions();
            foreach (var failure in new QuarantineOptionsValidator().Validate(section.Path, options).Failures ?? [])
            {
                faults.Add(new ConfigFault(section.Path, failure));
            }

            return options;
        }
        catch (InvalidOperationException unbindable)
        {
            faults.Add(new ConfigFault(section.Path, unbindable.InnerException?.Message ?? unbindable.Message));
            return new QuarantineOptions();
        }
    }
}
