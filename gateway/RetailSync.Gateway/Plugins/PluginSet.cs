namespace RetailSync.Gateway.Plugins;

/// <summary>Every plugin that was found, and the load contexts of those that were loaded.</summary>
internal sealed class PluginSet(IReadOnlyList<LoadedPlugin> plugins, QuarantineOptions quarantine, IReadOnlyList<PluginLoadContext> contexts) : IDisposable
{
    /// <summary>Every plugin, in the order of their ids.</summary>
    public IReadOnlyList<LoadedPlugin> Plugins => plugins;

    /// <summary>When plugins are taken out of use.</summary>
    public QuarantineOptions Quarantine => quarantine;

    /// <summary>Lets the loaded assemblies go, once nothing of them runs any more.</summary>
    public void Dispose()
    {
        foreach (var context in contexts)
        {
            context.Unload();
        }
    }
}
