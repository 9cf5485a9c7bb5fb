using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Policies.Identify;

/// <summary>Which credentials a route accepts.</summary>
internal sealed class IdentifyOptions : IValidatableObject
{
    /// <summary>The credentials that the route accepts: <c>jwt</c>, <c>api-key</c>. One or both; default both.</summary>
    /// <remarks>Null stands for the default: the configuration binder would add to a list that is already filled.</remarks>
    public IReadOnlyList<string>? Schemes { get; init; }

    /// <summary>Whether the route accepts bearer tokens.</summary>
    internal bool AcceptsTokens => Schemes?.Contains(SchemeNames.Jwt) ?? true;

    /// <summary>Whether the route accepts API keys.</summary>
    internal bool AcceptsApiKeys => Schemes?.Contains(SchemeNames.ApiKey) ?? true;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Schemes is { Count: 0 })
        {
            yield return new ValidationResult("Schemes: the list is empty. Name jwt, api-key or both; a route without a credential says \"public\": true.", [nameof(Schemes)]);
        }

        foreach (var unknown in Schemes?.Where(scheme => scheme is not (SchemeNames.Jwt or SchemeNames.ApiKey)) ?? [])
        {
            yield return new ValidationResult($"Schemes: '{unknown}' is not a scheme. Known: {SchemeNames.Jwt}, {SchemeNames.ApiKey}.", [nameof(Schemes)]);
        }
    }
}

[OptionsValidator]
internal sealed partial class IdentifyOptionsValidator : IValidateOptions<IdentifyOptions>;
