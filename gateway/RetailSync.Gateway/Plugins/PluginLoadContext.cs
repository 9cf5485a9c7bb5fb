using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.Loader;

namespace RetailSync.Gateway.Plugins;

/// <summary>
/// Where one plugin's assemblies live. It shares the abstractions and the framework with the gateway and nothing else: its libraries are its own, in its own
/// versions, with static state of their own, and the gateway's insides are not to be had by reference.
/// </summary>
internal sealed class PluginLoadContext(string id, string assemblyFile) : AssemblyLoadContext(id, isCollectible: true)
{
    private static readonly string Abstractions = typeof(IGatewayPlugin).Assembly.GetName().Name!;

    // What the runtime brought, as against what lies beside the program.
    private static readonly FrozenSet<string> Framework =
        (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(file => !file.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly AssemblyDependencyResolver _resolver = new(assemblyFile);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Null hands over to the gateway's own context.
        if (assemblyName.Name is not { } name || name == Abstractions || Framework.Contains(name))
        {
            return null;
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path
            ? LoadFromAssemblyPath(path)
            : throw new FileNotFoundException($"{Name} asks for {name}, which is neither in its folder nor shared by the gateway (only {Abstractions} and the framework are).");
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
