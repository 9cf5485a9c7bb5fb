using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Hosting;

/// <summary>Whether the simulated systems start with the gateway. The <c>Sandbox</c> section; read at the start.</summary>
public sealed class SandboxSettings
{
    /// <summary>Whether they start; default: only in development.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Whether they take any free ports, for tests and for a second gateway on one machine. The clusters follow. Default false: 9100 upwards.</summary>
    public bool AnyPort { get; init; }

    /// <summary>The first system's port; default 9101. The token server's is the one before.</summary>
    [Range(1_025, 65_000)]
    public int FirstPort { get; init; } = 9101;
}

[OptionsValidator]
internal sealed partial class SandboxSettingsValidator : IValidateOptions<SandboxSettings>;
