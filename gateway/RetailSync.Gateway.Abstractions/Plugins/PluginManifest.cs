namespace RetailSync.Gateway;

/// <summary>What a plugin says about itself in its <c>plugin.json</c>. Immutable.</summary>
public sealed record PluginManifest
{
    /// <summary>The id: lower case, dot-separated, never reused, such as <c>retailsync.plugins.audit</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The plugin's own version, such as <c>1.0.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The version of the gateway's side that it was built for: <see cref="PluginApi.Version"/>.</summary>
    public required int GatewayApi { get; init; }

    /// <summary>The assembly's file in the plugin's folder, such as <c>Acme.Stamp.dll</c>.</summary>
    public required string Assembly { get; init; }

    /// <summary>The full name of the type that implements <see cref="IGatewayPlugin"/>.</summary>
    public required string EntryType { get; init; }

    /// <summary>One sentence about what it does.</summary>
    public string Description { get; init; } = "";

    /// <summary><c>alpha</c> or <c>stable</c>. An alpha plugin runs only where the settings allow it.</summary>
    public required string Status { get; init; }

    /// <summary>When it is called: any of <c>observe</c>, <c>outcome</c> and <c>events</c>.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>Which exchanges it observes: <c>all</c>, or any of <c>changes</c> and <c>refusals</c>. Default all.</summary>
    public IReadOnlyList<string> Observes { get; init; } = ["all"];

    /// <summary>How long one call may take, in milliseconds. 1 to 60,000; at the stages <c>outcome</c> and <c>events</c> at most 5,000. Default 1,000.</summary>
    public int TimeLimitMs { get; init; } = 1_000;

    /// <summary>What becomes of an exchange over which it fails at the stage <c>outcome</c>: <c>skip</c> (it goes on; default) or <c>fail</c> (it is refused).</summary>
    public string OnError { get; init; } = "skip";

    /// <summary>What it needs to see.</summary>
    public PluginNeeds Needs { get; init; } = new();

    /// <summary>What it may use up.</summary>
    public PluginBudget Budget { get; init; } = new();

    /// <summary>The kinds of facts that it hands in; none by default.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];
}
