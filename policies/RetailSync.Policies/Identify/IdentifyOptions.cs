using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Policies.Identify;

/// <summary>Which credentials a route accepts.</summary>
internal sealed class IdentifyOptions : IValidatableObject
{
    /// <summary>The credentials that the route accepts: <c>jwt</c>, <c>api-key</c>, <c>mtls</c>. One or more; default all.</summary>
    /// <remarks>Null stands for the default: the configuration binder would add to a list that is already filled.</remarks>
    public IReadOnlyList<string>? Schemes { get; init; }

    /// <summary>Whether the route accepts bearer tokens.</summary>
    internal bool AcceptsTokens => Schemes?.Contains(SchemeNames.Jwt) ?? true;

    /// <summary>Whether the route accepts API keys.</summary>
    internal bool AcceptsApiKeys => Schemes?.Contains(SchemeNames.ApiKey) ?? true;

    /// <summary>Whether the route accepts client certificates.</summary>
    internal bool AcceptsCertificates => Schemes?.Contains(SchemeNames.Mtls) ?? true;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Schemes is { Count: 0 })
        {
            yield return new ValidationResult("Schemes: the list is empty. Name jwt, api-key, mtls or several; a route without a credential says \"public\": true.", [nameof(Schemes)]);
        }

        foreach (var unknown in Schemes?.Where(scheme => scheme is not (SchemeNames.Jwt or SchemeNames.ApiKey or SchemeNames.Mtls)) ?? [])
        {
            yield return new ValidationResult($"Schemes: '{unknown}' is not a scheme. Known: {SchemeNames.Jwt}, {SchemeNames.ApiKey}, {SchemeNames.Mtls}.", [nameof(Schemes)]);
        }
    }
}

[OptionsValidator]
internal sealed partial class IdentifyOptionsValidator : IValidateOptions<IdentifyOptions>;
