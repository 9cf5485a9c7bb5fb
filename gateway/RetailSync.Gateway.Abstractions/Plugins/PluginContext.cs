using Microsoft.Extensions.Logging;

namespace RetailSync.Gateway;

/// <summary>What a running plugin may use of the gateway.</summary>
public sealed record PluginContext
{
    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The log, under the plugin's id. What looks like a secret is masked.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Where it hands facts in.</summary>
    public required IFactSink Facts { get; init; }

    /// <summary>Takes secrets out of text.</summary>
    public required IMasker Masker { get; init; }
}
