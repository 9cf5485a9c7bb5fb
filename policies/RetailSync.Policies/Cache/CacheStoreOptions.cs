using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Policies.Cache;

/// <summary>How much memory kept answers may take. The section <c>Cache</c>; read at the start.</summary>
public sealed class CacheStoreOptions
{
    /// <summary>How many bytes all kept answers may take together. 1 MiB to 16 GiB; default 67,108,864 (64 MiB).</summary>
    [Range(1_048_576, 17_179_869_184)]
    public long MaxBytes { get; init; } = 67_108_864;

    /// <summary>The longest body that is kept, in bytes. 1,024 to 67,108,864, and at most a quarter of <see cref="MaxBytes"/>; default 1,048,576 (1 MiB).</summary>
    [Range(1_024, 67_108_864)]
    public int MaxAnswerBytes { get; init; } = 1_048_576;
}

[OptionsValidator]
internal sealed partial class CacheStoreOptionsValidator : IValidateOptions<CacheStoreOptions>;
