using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Policies.Cache;

/// <summary>How a route keeps answers. Which operations may be kept, and how long at most, stands in the contract.</summary>
internal sealed class CacheOptions
{
    /// <summary>How old a kept answer may be on this route at most, in seconds, where the contract allows longer. 0 to 86,400; default 86,400. With 0 the system is asked each time whether it still holds.</summary>
    [Range(0, 86_400)]
    public int MaxAgeSeconds { get; init; } = 86_400;
}

[OptionsValidator]
internal sealed partial class CacheOptionsValidator : IValidateOptions<CacheOptions>;
