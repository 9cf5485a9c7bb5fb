using System.Reflection;
using RetailSync.Gateway.Configuration;

namespace RetailSync.Gateway.Plugins;

/// <summary>Finds plugins, loads and configures those that are enabled, and tells every fault at once. Read at the start: a change needs a restart.</summary>
internal sealed class PluginLoader(IConfiguration configuration, GatewayFiles files, ICollection<ConfigFault> faults)
{
    private readonly List<PluginLoadContext> _contexts = [];
    private readonly SortedDictionary<string, LoadedPlugin> _plugins = new(StringComparer.Ordinal);

    /// <summary>Finds, loads and configures. Nothing is started.</summary>
    public PluginSet Load()
    {
        var section = PluginSection.Read(configuration, faults);
        foreach (var assembly in BuiltInPlugins.All)
        {
            using var manifest = assembly.GetManifestResourceStream(ManifestReader.FileName)!;
            var text = new MemoryStream();
            manifest.CopyTo(text);
            Add(section, text.ToArray(), $"{assembly.GetName().Name}/{ManifestReader.FileName}", "built-in", _ => assembly, BuiltInPlugins.OnByDefault.Contains(assembly));
        }

        if (section.Folder is { } folder)
        {
            LoadFolder(section, Path.GetFullPath(folder, files.BaseFolder));
        }

        foreach (var id in section.Plugins.Keys.Where(id => !_plugins.ContainsKey(id)))
        {
            faults.Add(new ConfigFault($"{PluginSection.Name}:{id}", $"no plugin has this id. Known: {string.Join(", ", _plugins.Keys)}. Others are looked for in {PluginSection.Name}:Folder."));
        }

        return new PluginSet([.. _plugins.Values], section.Quarantine, _contexts);
    }

    private void LoadFolder(PluginSection section, string folder)
    {
        if (!Directory.Exists(folder))
        {
            faults.Add(new ConfigFault($"{PluginSection.Name}:Folder", $"there is no folder {folder}."));
            return;
        }

        foreach (var own in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(own, ManifestReader.FileName);
            if (!File.Exists(file))
            {
                faults.Add(new ConfigFault(own, $"holds no {ManifestReader.FileName}. Every folder in {PluginSection.Name}:Folder is a plugin's own."));
                continue;
            }

            Add(section, File.ReadAllBytes(file), file, Path.GetFileName(own), manifest => LoadAssembly(manifest, own));
        }
    }

    private void Add(PluginSection section, byte[] text, string path, string origin, Func<PluginManifest, Assembly> assembly, bool onByDefault = false)
    {
        if (ManifestReader.Read(WithoutMark(text), path, faults) is not { } manifest)
        {
            return;
        }

        if (_plugins.TryGetValue(manifest.Id, out var other))
        {
            faults.Add(new ConfigFault($"{path}:id", $"'{manifest.Id}' is taken by the plugin that is {(other.Origin == "built-in" ? "built in" : $"in {other.Origin}")}."));
            return;
        }

        var options = section.Plugins.GetValueOrDefault(manifest.Id) ?? new PluginOptions();
        var key = $"{PluginSection.Name}:{manifest.Id}";
        var enabled = options.Enabled ?? onByDefault;
        if (enabled && manifest.Status == "alpha" && !options.AllowAlpha)
        {
            faults.Add(new ConfigFault($"{key}:AllowAlpha", "the plugin is alpha: it runs only where this is true."));
        }
        else if (enabled && options.OnError == "fail" && !manifest.Stages.Contains("outcome"))
        {
            faults.Add(new ConfigFault($"{key}:OnError", "'fail' needs a plugin with the stage outcome; this one has none."));
        }

        var instance = enabled ? Make(manifest, key, assembly) : null;
        _plugins[manifest.Id] = new LoadedPlugin(manifest, origin, (options.OnError ?? manifest.OnError) == "fail", instance);
    }

    private IGatewayPlugin? Make(PluginManifest manifest, string key, Func<PluginManifest, Assembly> assembly)
    {
        try
        {
            var type = assembly(manifest).GetType(manifest.EntryType);
            if (type is null || !typeof(IGatewayPlugin).IsAssignableFrom(type) || type.GetConstructor(Type.EmptyTypes) is null)
            {
                faults.Add(new ConfigFault(key, $"{manifest.Assembly} has no public type {manifest.EntryType} that implements IGatewayPlugin and has a constructor without parameters."));
                return null;
            }

            if (Undeclared(manifest, type).ToList() is { Count: > 0 } undeclared)
            {
                undeclared.ForEach(message => faults.Add(new ConfigFault(key, message)));
                return null;
            }

            var plugin = (IGatewayPlugin)Activator.CreateInstance(type)!;
            plugin.Configure(new PluginSetup(
                configuration.GetSection(PluginSection.SettingsPath(manifest.Id)), files.BaseFolder, Path.Combine(files.DataFolder(configuration), "plugins", manifest.Id), faults));
            return plugin;
        }
        catch (Exception unusable) when (unusable is not OutOfMemoryException)
        {
            // Whatever foreign code throws here is a reason not to start, and is told with the other faults.
            var reason = unusable is TargetInvocationException { InnerException: { } inner } ? inner : unusable;
            faults.Add(new ConfigFault(key, $"could not be loaded: {reason.GetType().Name}: {reason.Message}"));
            return null;
        }
    }

    private static IEnumerable<string> Undeclared(PluginManifest manifest, Type type)
    {
        foreach (var (declared, contract, what) in new[]
        {
            (manifest.Stages.Contains("observe"), typeof(IExchangeObserver), "the stage observe"),
            (manifest.Stages.Contains("outcome"), typeof(IOutcomeStep), "the stage outcome"),
            (manifest.Stages.Contains("events"), typeof(IChangeEventSource), "the stage events"),
            (manifest.Needs.OperatorActions, typeof(IOperatorActionListener), "needs.operatorActions"),
        })
        {
            var implemented = contract.IsAssignableFrom(type);
            if (implemented != declared)
            {
                yield return implemented
                    ? $"{type.Name} implements {contract.Name}, but its {ManifestReader.FileName} does not declare {what}."
                    : $"its {ManifestReader.FileName} declares {what}, but {type.Name} does not implement {contract.Name}.";
            }
        }
    }

    private Assembly LoadAssembly(PluginManifest manifest, string folder)
    {
        var file = Path.Combine(folder, manifest.Assembly);
        var context = new PluginLoadContext(manifest.Id, file);
        _contexts.Add(context);
        return context.LoadFromAssemblyPath(file);
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? text[3..] : text;
}
