using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Forwarding;

/// <summary>When a destination is left alone for a while: a cluster's <c>Upstream:Breaker</c>. Equal settings keep a breaker's state over a reload.</summary>
public sealed record BreakerOptions
{
    /// <summary>Whether the cluster's destinations have breakers. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The share of failed attempts at which the breaker opens. 0.01 to 1; default 0.5.</summary>
    [Range(0.01, 1.0)]
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>How many attempts there must have been in the window before the share counts. 2 to 100,000; default 20.</summary>
    [Range(2, 100_000)]
    public int MinimumThroughput { get; init; } = 20;

    /// <summary>The window over which the share is taken. 0.5 to 3,600; default 10.</summary>
    [Range(0.5, 3_600)]
    public double SamplingSeconds { get; init; } = 10;

    /// <summary>How long an open breaker lets nothing through; then one attempt decides. 0.5 to 3,600; default 5.</summary>
    [Range(0.5, 3_600)]
    public double BreakSeconds { get; init; } = 5;
}

[OptionsValidator]
internal sealed partial class BreakerOptionsValidator : IValidateOptions<BreakerOptions>;
