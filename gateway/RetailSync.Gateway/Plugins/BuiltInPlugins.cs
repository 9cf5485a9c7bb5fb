using System.Reflection;
using RetailSync.Plugins.Audit;
using RetailSync.Plugins.ChangeEvents;

namespace RetailSync.Gateway.Plugins;

/// <summary>The plugins that come with the gateway. Off unless the settings enable them, like any other, but for <see cref="OnByDefault"/>.</summary>
internal static class BuiltInPlugins
{
    /// <summary>Their assemblies. Each carries its <c>plugin.json</c> as a resource of that name.</summary>
    public static IReadOnlyList<Assembly> All { get; } = [typeof(AuditPlugin).Assembly, typeof(ChangeEventsPlugin).Assembly];

    /// <summary>Those that run unless the settings turn them off: they cost nothing while nobody asks them.</summary>
    public static IReadOnlyList<Assembly> OnByDefault { get; } = [typeof(ChangeEventsPlugin).Assembly];
}
