namespace RetailSync.Gateway.Hosting;

/// <summary>How to start a gateway.</summary>
public sealed record GatewayHostOptions
{
    /// <summary>The path of <c>yarp.json</c>; null: the nearest one at or above the current folder. Relative paths in it start at its folder.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Whether the sandbox starts when the settings do not say (<c>Sandbox:Enabled</c>). Default false.</summary>
    public bool Development { get; init; }

    /// <summary>Overrides of settings as <c>--Key:Sub=value</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether the log goes to the console. Default false.</summary>
    public bool LogToConsole { get; init; }

    /// <summary>Adds or replaces services, such as policies of one's own.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
