using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Plugins;

/// <summary>When a plugin is taken out of use. <c>Plugins:Quarantine</c>; read at the start.</summary>
public sealed class QuarantineOptions
{
    /// <summary>How many faults within the window. 1 to 1,000; default 5.</summary>
    [Range(1, 1_000)]
    public int Faults { get; init; } = 5;

    /// <summary>The window. 1 to 3,600 seconds; default 60.</summary>
    [Range(1, 3_600)]
    public int WindowSeconds { get; init; } = 60;

    /// <summary>After how long it is tried again; one more fault then ends the trial. 0 (never by itself) to 86,400 seconds; default 300.</summary>
    [Range(0, 86_400)]
    public int CooldownSeconds { get; init; } = 300;
}

[OptionsValidator]
internal sealed partial class QuarantineOptionsValidator : IValidateOptions<QuarantineOptions>;
