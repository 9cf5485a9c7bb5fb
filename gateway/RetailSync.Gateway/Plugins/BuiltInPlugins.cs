using System.Reflection;
using RetailSync.Plugins.Audit;

namespace RetailSync.Gateway.Plugins;

/// <summary>The plugins that come with the gateway. Off unless the settings enable them, like any other.</summary>
internal static class BuiltInPlugins
{
    /// <summary>Their assemblies. Each carries its <c>plugin.json</c> as a resource of that name.</summary>
    public static IReadOnlyList<Assembly> All { get; } = [typeof(AuditPlugin).Assembly];
}
