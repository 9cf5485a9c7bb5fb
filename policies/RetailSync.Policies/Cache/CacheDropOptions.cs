using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Policies.Cache;

/// <summary>How changes drop what was kept.</summary>
internal sealed class CacheDropOptions
{
    /// <summary>How long nothing is kept of a resource after a change of it whose outcome is unknown, in seconds. 0 to 3,600; default 60.</summary>
    [Range(0, 3_600)]
    public int DoubtSeconds { get; init; } = 60;
}

[OptionsValidator]
internal sealed partial class CacheDropOptionsValidator : IValidateOptions<CacheDropOptions>;
