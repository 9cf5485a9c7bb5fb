using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Draining;

/// <summary>How the gateway stops. The <c>Drain</c> section; read at the start.</summary>
public sealed class DrainOptions
{
    /// <summary>
    /// How long <c>/ready</c> says 503 while everything is still served, in seconds: longer than it takes those who probe it to notice. 0 to 300; default 5, in development 0.
    /// </summary>
    [Range(0, 300)]
    public int? NoticeSeconds { get; init; }

    /// <summary>How long requests in flight may take to finish after that, in seconds. 1 to 3,600; default 30. What is left is cut off.</summary>
    [Range(1, 3_600)]
    public int LimitSeconds { get; init; } = 30;
}

[OptionsValidator]
internal sealed partial class DrainOptionsValidator : IValidateOptions<DrainOptions>;
