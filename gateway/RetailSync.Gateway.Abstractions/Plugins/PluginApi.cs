namespace RetailSync.Gateway;

/// <summary>The version of what lies between gateway and plugins.</summary>
public static class PluginApi
{
    /// <summary>Raised when a plugin that was built before would no longer work. A manifest names the version that its plugin was built for.</summary>
    public const int Version = 1;
}
