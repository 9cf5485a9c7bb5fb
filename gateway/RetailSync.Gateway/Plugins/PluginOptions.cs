namespace RetailSync.Gateway.Plugins;

/// <summary>One plugin's place in the settings: <c>Plugins:&lt;id&gt;</c>; read at the start.</summary>
public sealed class PluginOptions
{
    /// <summary>Whether it runs. Default false: a plugin that lies in the folder is not started for that. Default true for the built-in <c>retailsync.plugins.change-events</c>.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Whether it may run although its manifest says <c>alpha</c>. Default false.</summary>
    public bool AllowAlpha { get; init; }

    /// <summary>Overrides the manifest's <c>onError</c>: <c>skip</c> or <c>fail</c>. Default: what the manifest says.</summary>
    public string? OnError { get; init; }
}
