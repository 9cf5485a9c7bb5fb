using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace RetailSync.Policies.Identify;

/// <summary>
/// Validates a token that is not known yet. The order matters: form, issuer, algorithm, times and key are looked at first, and only then is the
/// framework's handler asked, with every check that it and its library make. Safe to call from many threads.
/// </summary>
internal sealed class TokenVerifier(IdentityProviders providers, IdentityOptions options, TimeProvider clock)
{
    /// <summary>Checks the one bearer token of <paramref name="context"/>.</summary>
    public async Task<TokenCheck> VerifyAsync(HttpContext context, ReadOnlyMemory<char> token)
    {
        if (UnverifiedToken.TryRead(token.Span, out var fault) is not { } claimed)
        {
            return TokenCheck.Refused($"The token is malformed: {fault}.");
        }

        if (providers.Find(claimed.Issuer) is not { } provider)
        {
            return providers.IsReady
                ? TokenCheck.Refused("The token's issuer is not configured.")
                : TokenCheck.Refused(providers.Reason!, TokenFailure.NotReady);
        }

        if (!provider.Algorithms.Contains(claimed.Algorithm))
        {
            return TokenCheck.Refused($"The token's algorithm is not among those of '{provider.Options.Name}'.");
        }

        if (claimed.HasAudienceArray && !provider.Options.AllowAudienceArray)
        {
            return TokenCheck.Refused($"The token's aud is an array, and AllowAudienceArray is not set for '{provider.Options.Name}'.");
        }

        if (claimed.LifetimeFault(clock.GetUtcNow(), provider.ClockSkew) is { } lifetime)
        {
            return TokenCheck.Refused($"The token is {lifetime}.", lifetime is "expired" ? TokenFailure.Expired : TokenFailure.Invalid);
        }

        if (!await provider.Keys.HasKeyAsync(claimed.KeyId, context.RequestAborted))
        {
            return TokenCheck.Refused($"'{provider.Options.Name}' has no such key as the token names.");
        }

        var result = await context.AuthenticateAsync(provider.Scheme);
        return result is { Succeeded: true, Principal: { } principal }
            ? Known(principal, provider, claimed)
            : TokenCheck.Refused($"'{provider.Options.Name}': {(result.Failure is { } failure ? $"{failure.GetType().Name}: {failure.Message}" : "no result")}");
    }

    private TokenCheck Known(ClaimsPrincipal principal, IdentityProvider provider, UnverifiedToken claimed)
    {
        var named = provider.ConsumerClaims.Select(type => principal.FindAll(type).Select(claim => claim.Value).ToArray()).FirstOrDefault(values => values.Length > 0);
        if (named is not [{ Length: > 0 } subject])
        {
            return TokenCheck.Refused($"The token names no consumer, or several: it needs one of {string.Join(", ", provider.ConsumerClaims)}.");
        }

        var scopes = provider.ScopeClaims.SelectMany(principal.FindAll).SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var roles = principal.FindAll(provider.Options.RoleClaim).Select(claim => claim.Value);
        var remembered = clock.GetUtcNow().AddSeconds(options.TokenCacheSeconds);
        return new TokenCheck(
            new KnownToken(
                subject,
                scopes.ToFrozenSet(StringComparer.Ordinal),
                roles.ToFrozenSet(StringComparer.Ordinal),
                principal.FindFirst(provider.Options.TeamClaim)?.Value,
                claimed.BoundTo,
                remembered < claimed.ExpiresAt ? remembered : claimed.ExpiresAt),
            default,
            null);
    }
}
