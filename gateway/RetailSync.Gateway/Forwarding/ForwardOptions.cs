using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Forwarding;

/// <summary>How long a route waits for its system and how often it tries: <c>Policies:forward</c>.</summary>
public sealed class ForwardOptions : IValidatableObject
{
    /// <summary>
    /// Longest wait of one attempt for the head of an answer, counted from the moment when the caller's body has gone out. 0.05 to 3,600; default 30, or the
    /// cluster's <c>HttpRequest:ActivityTimeout</c> where that is shorter. It does not cut an answer that has begun.
    /// </summary>
    [Range(0.05, 3_600)]
    public double TimeoutSeconds { get; init; } = 30;

    /// <summary>Longest wait for the head of an answer over all attempts together. 0.05 to 21,600, not below <see cref="TimeoutSeconds"/>; default <see cref="TimeoutSeconds"/> for each attempt.</summary>
    [Range(0.05, 21_600)]
    public double? TotalSeconds { get; init; }

    /// <summary>How often a failed attempt may be repeated, when that is safe and the cluster's budget allows it. 0 to 5; default 1.</summary>
    [Range(0, 5)]
    public int Retries { get; init; } = 1;

    /// <summary>Whether the head of an answer may take any time, as where a stream says nothing before its first message. Default false.</summary>
    public bool Streams { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TotalSeconds < TimeoutSeconds)
        {
            yield return new ValidationResult($"TotalSeconds ({TotalSeconds}) must not be shorter than TimeoutSeconds ({TimeoutSeconds}).");
        }
    }
}

[OptionsValidator]
internal sealed partial class ForwardOptionsValidator : IValidateOptions<ForwardOptions>;
