using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Policies.Life;

/// <summary>How the end of an API version is treated. Its dates come from the landscape.</summary>
internal sealed class LifeOptions
{
    /// <summary>Whether a deprecated version answers 410 from its sunset on. Default true; with false only the stage <c>retired</c> does that.</summary>
    [Required]
    public bool RetireAtSunset { get; init; } = true;
}

[OptionsValidator]
internal sealed partial class LifeOptionsValidator : IValidateOptions<LifeOptions>;
