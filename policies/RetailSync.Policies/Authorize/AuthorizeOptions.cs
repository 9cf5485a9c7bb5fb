using System.Buffers;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Policies.Authorize;

/// <summary>What a caller must be allowed to do.</summary>
internal sealed class AuthorizeOptions : IValidatableObject
{
    // RFC 6749, section 3.3: visible ASCII without the quote and the backslash.
    private static readonly SearchValues<char> ScopeCharacters =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x5E).Select(code => (char)code).Except(['"', '\\'])]);

    /// <summary>Scopes that every call of the route needs, all of them, besides those of its contract. Default none; a route without a contract must name some.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Whether a route without a contract is open to every identified caller; what lies behind it decides what each one sees. Default false.</summary>
    public bool AnyCaller { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var scope in Scopes.Where(scope => scope.Length == 0 || scope.AsSpan().ContainsAnyExcept(ScopeCharacters)))
        {
            yield return new ValidationResult($"Scopes: '{scope}' is not a scope. A scope is visible ASCII without spaces, quotes and backslashes.", [nameof(Scopes)]);
        }
    }
}

[OptionsValidator]
internal sealed partial class AuthorizeOptionsValidator : IValidateOptions<AuthorizeOptions>;
