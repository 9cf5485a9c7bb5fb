using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RetailSync.Sandbox;

/// <summary>An access token of the sandbox's own token server, for one audience and with one scope.</summary>
internal sealed class TokenCredential(string issuer, SecurityKey key, string audience, string scope, TimeProvider clock) : GatewayCredential
{
    private const string Scheme = "Bearer ";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    private readonly TokenValidationParameters _rules = new()
    {
        ValidIssuer = issuer,
        ValidAudience = audience,
        IssuerSigningKey = key,
        ValidTypes = ["at+jwt"],
        LifetimeValidator = (from, until, _, _) => until is { } end && end > clock.GetUtcNow().UtcDateTime && (from ?? DateTime.MinValue) <= clock.GetUtcNow().UtcDateTime.AddSeconds(5),
    };

    public override string Wanted => $"a bearer token for the audience '{audience}' with the scope '{scope}'";

    public override string Challenge => $"Bearer realm=\"sandbox\", scope=\"{scope}\"";

    public override async ValueTask<bool> AcceptsAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var judged = await _handler.ValidateTokenAsync(header[Scheme.Length..], _rules);
        return judged.IsValid
            && judged.Claims.TryGetValue("scope", out var scopes)
            && scopes is string text
            && text.Split(' ').Contains(scope, StringComparer.Ordinal);
    }
}
