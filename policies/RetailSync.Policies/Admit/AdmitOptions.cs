using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using RetailSync.Gateway;

namespace RetailSync.Policies.Admit;

/// <summary>What a route's calls are worth, and how many of them its cluster is sent at a time.</summary>
internal sealed class AdmitOptions : IValidatableObject, IChecksRoute
{
    /// <summary>The class of the route's calls: <c>bulk</c>, <c>normal</c>, <c>high</c> or <c>critical</c>. Default <c>normal</c>.</summary>
    [EnumDataType(typeof(Priority))]
    public Priority Class { get; init; } = Priority.Normal;

    /// <summary>Operations of the route's contract with a class of their own, by operation id. Default none.</summary>
    public IReadOnlyDictionary<string, Priority> Classes { get; init; } = new Dictionary<string, Priority>();

    /// <summary>Up to which part of the limit each class is let in.</summary>
    [ValidateObjectMembers]
    public AdmitShares Shares { get; init; } = new();

    /// <summary>The limit never goes below this. 1 to 10,000; default 4.</summary>
    [Range(1, 10_000)]
    public int MinimumLimit { get; init; } = 4;

    /// <summary>The limit never goes above this. 1 to 10,000, not below <see cref="MinimumLimit"/>; default 1,000.</summary>
    [Range(1, 10_000)]
    public int MaximumLimit { get; init; } = 1_000;

    /// <summary>A fixed limit, which then follows nothing that is measured. 1 to 10,000; default none.</summary>
    [Range(1, 10_000)]
    public int? Limit { get; init; }

    /// <summary>How long a call of the classes high and critical waits for room before it is refused. 0 to 5,000; default 100.</summary>
    [Range(0, 5_000)]
    public int WaitMilliseconds { get; init; } = 100;

    /// <summary>Whether nothing is refused, only counted. Default false.</summary>
    public bool Shadow { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinimumLimit > MaximumLimit)
        {
            yield return new ValidationResult($"MinimumLimit: {MinimumLimit} is above MaximumLimit, {MaximumLimit}.", [nameof(MinimumLimit)]);
        }

        if (Shares.Bulk > Shares.Normal || Shares.Normal > Shares.High)
        {
            yield return new ValidationResult(
                $"Shares: bulk {Shares.Bulk}, normal {Shares.Normal} and high {Shares.High} must not fall: a lower class would be let in where a higher one is refused.", [nameof(Shares)]);
        }

        foreach (var (operation, priority) in Classes.Where(entry => !Enum.IsDefined(entry.Value)))
        {
            yield return new ValidationResult($"Classes: {operation} cannot be '{priority}'. Known: bulk, normal, high, critical.", [nameof(Classes)]);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Check(RouteFacts route)
    {
        foreach (var operation in Classes.Keys.Where(id => route.Contract?.Operations.Any(known => known.Id == id) != true))
        {
            yield return route.Contract is { } contract
                ? $"Classes: the contract {contract.Id} has no operation '{operation}'. Known: {string.Join(", ", contract.Operations.Select(known => known.Id))}."
                : $"Classes: the route has no contract and so no operation '{operation}'. Say Class for all of its calls.";
        }
    }
}

[OptionsValidator]
internal sealed partial class AdmitOptionsValidator : IValidateOptions<AdmitOptions>;
