using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using RetailSync.Gateway;

namespace RetailSync.Policies.RateLimit;

/// <summary>How often a route may be called.</summary>
internal sealed class RateLimitOptions : IValidatableObject, IChecksRoute
{
    /// <summary>From which limit on batches are leased where nothing else is said.</summary>
    public const int DefaultLeaseFrom = 10_000;

    private static readonly string[] DefaultKey = [RateKeyParts.Consumer, RateKeyParts.Api];

    /// <summary>The windows, which must all have room. 1 to 8. Required.</summary>
    [Length(1, 8)]
    [ValidateEnumeratedItems]
    public IReadOnlyList<RateWindow> Windows { get; init; } = [];

    /// <summary>What is counted apart: any of <c>consumer</c>, <c>api</c>, <c>operation</c>, <c>address</c>, <c>header:Name</c>. Default consumer and api.</summary>
    /// <remarks>Null stands for the default: the configuration binder would add to a list that is already filled.</remarks>
    public IReadOnlyList<string>? Key { get; init; }

    /// <summary>How much of each window one request takes. 1 to 10,000,000, at most the smallest limit; default 1.</summary>
    [Range(1, 10_000_000)]
    public int Cost { get; init; } = 1;

    /// <summary>What single operations take instead of <see cref="Cost"/>, by their id. 1 to 10,000,000, at most the smallest limit; default none. Only on a route with a contract.</summary>
    public IReadOnlyDictionary<string, int> Costs { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether a refused request still takes from the windows that have room. Default false.</summary>
    public bool CountDenied { get; init; }

    /// <summary>Whether nothing is refused and no header is sent, only counted. Default false.</summary>
    public bool Shadow { get; init; }

    /// <summary>Whether <c>X-RateLimit-Limit</c>, <c>-Remaining</c> and <c>-Reset</c> are sent besides the standard headers. Default false.</summary>
    public bool LegacyHeaders { get; init; }

    /// <summary>
    /// With Redis: from which limit on a gateway takes batches of a hundredth and counts them down by itself instead of asking for every request. Every window of the
    /// list must be so large. 100 to 1,000,000,000; default 10,000. More than any limit: never.
    /// </summary>
    [Range(100, 1_000_000_000)]
    public int LeaseFrom { get; init; } = DefaultLeaseFrom;

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

        foreach (var (operation, cost) in Costs)
        {
            var smallest = Windows.Where(window => window.Limit > 0).MinBy(window => window.Limit);
            if (cost is < 1 or > 10_000_000)
            {
                yield return new ValidationResult($"Costs:{operation}: must be between 1 and 10,000,000, but is {cost}.", [nameof(Costs)]);
            }
            else if (cost > smallest?.Limit)
            {
                yield return new ValidationResult($"Costs:{operation}: {cost} is more than window '{smallest.Name}' ever holds ({smallest.Limit}), so every such request would be refused.", [nameof(Costs)]);
            }
        }

        if (Key is { Count: 0 })
        {
            yield return new ValidationResult($"Key: the list is empty. Known: {RateKeyParts.Known}.", [nameof(Key)]);
        }

        foreach (var fault in Key?.Select(RateKeyParts.FaultOf).OfType<string>() ?? [])
        {
            yield return new ValidationResult($"Key: {fault}", [nameof(Key)]);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Check(RouteFacts route)
    {
        foreach (var operation in Costs.Keys)
        {
            if (route.Contract is null)
            {
                yield return $"Costs:{operation}: this route has no contract and so no operations. Use Cost.";
            }
            else if (!route.Contract.Operations.Any(known => string.Equals(known.Id, operation, StringComparison.OrdinalIgnoreCase)))
            {
                yield return $"Costs:{operation}: the contract {route.Contract.Id} has no such operation. Known: {string.Join(", ", route.Contract.Operations.Select(known => known.Id).Order(StringComparer.Ordinal))}.";
            }
        }
    }
}

[OptionsValidator]
internal sealed partial class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>;
