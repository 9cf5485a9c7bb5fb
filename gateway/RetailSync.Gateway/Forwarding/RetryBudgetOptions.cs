using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Forwarding;

/// <summary>How many retries a cluster allows itself in any ten seconds: its <c>Upstream:RetryBudget</c>.</summary>
public sealed record RetryBudgetOptions
{
    /// <summary>Retries for each hundred requests. 0 to 100; default 20.</summary>
    [Range(0, 100)]
    public int Percent { get; init; } = 20;

    /// <summary>Retries that are allowed however few requests there are. 0 to 1,000; default 10.</summary>
    [Range(0, 1_000)]
    public int Floor { get; init; } = 10;
}

[OptionsValidator]
internal sealed partial class RetryBudgetOptionsValidator : IValidateOptions<RetryBudgetOptions>;
