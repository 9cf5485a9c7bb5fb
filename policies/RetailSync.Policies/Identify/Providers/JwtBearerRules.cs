using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace RetailSync.Policies.Identify;

/// <summary>What the framework's bearer handlers are told to insist on. Nothing is left to their defaults.</summary>
internal static class JwtBearerRules
{
    /// <summary>The rules that are known from the settings alone. Microsoft.Identity.Web leaves validators alone that are set here.</summary>
    public static void Apply(JwtBearerOptions bearer, IdentityProviderOptions provider)
    {
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.IncludeErrorDetails = false;
        bearer.RequireHttpsMetadata = provider.RequireHttps;
        bearer.RefreshOnIssuerKeyNotFound = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidateIssuer = true,
            ValidateAudience = true,
            ValidateLifetime = true,
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            RequireAudience = true,
            TryAllIssuerSigningKeys = false,
            ValidAudiences = provider.Audiences,
            ValidAlgorithms = IdentityProvider.AlgorithmsOf(provider),

            // Replaced when the keys are there. Until then nobody is believed, and Microsoft.Identity.Web does not put its own validator here,
            // which would fetch the metadata of the public cloud.
            IssuerValidator = (issuer, _, _) => throw new SecurityTokenInvalidIssuerException($"No keys are loaded for '{issuer}'."),
        };
    }

    /// <summary>The rules that need the running provider: its keys, its issuer and the clock.</summary>
    public static void UseKeys(JwtBearerOptions bearer, IdentityProvider provider, TimeProvider clock)
    {
        bearer.ConfigurationManager = provider.Keys;
        var rules = bearer.TokenValidationParameters;
        rules.ConfigurationManager = provider.Keys;
        rules.IssuerSigningKeyResolver = (_, _, keyId, _) => provider.Keys.Find(string.IsNullOrEmpty(keyId) ? null : keyId);
        rules.IssuerValidator = (issuer, _, _) => string.Equals(issuer, provider.Keys.Issuer, StringComparison.Ordinal)
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The token is from another issuer.");
        rules.LifetimeValidator = (notBefore, expires, _, _) =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return expires + provider.ClockSkew > now && (notBefore is null || notBefore - provider.ClockSkew <= now);
        };
    }
}
