using System.ComponentModel.DataAnnotations;

namespace RetailSync.Policies.Identify;

/// <summary>Whose tokens the gateway believes: the configuration section <c>Identity</c>. Read once at start. Immutable.</summary>
public sealed class IdentityOptions
{
    /// <summary>The identity providers. Default none: then only API keys and client certificates identify a caller.</summary>
    public IReadOnlyList<IdentityProviderOptions> Providers { get; init; } = [];

    /// <summary>How long a validated token is remembered, in seconds, never past its expiry. 0 to 900; default 300. 0 checks every request anew.</summary>
    [Range(0, 900)]
    public int TokenCacheSeconds { get; init; } = 300;

    /// <summary>How many validated tokens are remembered. 1 to 1,000,000; default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int TokenCacheEntries { get; init; } = 10_000;

    /// <summary>How often each provider's keys are fetched anew, in minutes. 5 to 1,440; default 60.</summary>
    [Range(5, 1_440)]
    public int MetadataRefreshMinutes { get; init; } = 60;
}
