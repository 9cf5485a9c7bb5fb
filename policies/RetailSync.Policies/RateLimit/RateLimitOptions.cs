using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Policies.RateLimit;

/// <summary>How often a route may be called.</summary>
internal sealed class RateLimitOptions : IValidatableObject
{
    private static readonly string[] DefaultKey = [RateKeyParts.Consumer, RateKeyParts.Api];

    /// <summary>The windows, which must all have room. 1 to 8. Required.</summary>
    [Length(1, 8)]
    [ValidateEnumeratedItems]
    public IReadOnlyList<RateWindow> Windows { get; init; } = [];

    /// <summary>What is counted apart: any of <c>consumer</c>, <c>api</c>, <c>operation</c>, <c>address</c>. Default consumer and api.</summary>
    /// <remarks>Null stands for the default: the configuration binder would add to a list that is already filled.</remarks>
    public IReadOnlyList<string>? Key { get; init; }

    /// <summary>How much of each window one request takes. 1 to 10,000,000, at most the smallest limit; default 1.</summary>
    [Range(1, 10_000_000)]
    public int Cost { get; init; } = 1;

    /// <summary>Whether a refused request still takes from the windows that have room. Default false.</summary>
    public bool CountDenied { get; init; }

    /// <summary>Whether nothing is refused and no header is sent, only counted. Default false.</summary>
    public bool Shadow { get; init; }

    /// <summary>Whether <c>X-RateLimit-Limit</c>, <c>-Remaining</c> and <c>-Reset</c> are sent besides the standard headers. Default false.</summary>
    public bool LegacyHeaders { get; init; }

    /// <summary><see cref="Key"/> with its default filled in.</summary>
    internal IReadOnlyList<string> EffectiveKey => Key ?? DefaultKey;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var twice in Windows.GroupBy(window => window.Name).Where(group => group.Count() > 1))
        {
            yield return new ValidationResult($"Windows: the name '{twice.Key}' stands more than once. Each window needs its own.", [nameof(Windows)]);
        }

        foreach (var small in Windows.Where(window => window.Limit > 0 && window.Limit < Cost))
        {
            yield return new ValidationResult($"Cost: {Cost} is more than window '{small.Name}' ever holds ({small.Limit}), so every request would be refused.", [nameof(Cost)]);
        }

        if (Key is { Count: 0 })
        {
            yield return new ValidationResult($"Key: the list is empty. Known: {string.Join(", ", RateKeyParts.All)}.", [nameof(Key)]);
        }

        foreach (var unknown in Key?.Except(RateKeyParts.All) ?? [])
        {
            yield return new ValidationResult($"Key: '{unknown}' is not a part of a key. Known: {string.Join(", ", RateKeyParts.All)}.", [nameof(Key)]);
        }
    }
}

[OptionsValidator]
internal sealed partial class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>;
