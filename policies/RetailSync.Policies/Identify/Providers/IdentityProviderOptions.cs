using System.ComponentModel.DataAnnotations;

namespace RetailSync.Policies.Identify;

/// <summary>One identity provider and how its tokens are read. Immutable.</summary>
public sealed class IdentityProviderOptions
{
    /// <summary>What logs and metrics call it: kebab-case, unique, 1 to 64 characters. Required.</summary>
    [Required]
    [RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "must be kebab-case, such as staff-login.")]
    [StringLength(64)]
    public string Name { get; init; } = "";

    /// <summary>What kind of provider it is: <c>oidc</c> or <c>entra</c>. Default <c>oidc</c>.</summary>
    public IdentityProviderKind Kind { get; init; } = IdentityProviderKind.Oidc;

    /// <summary>The provider's address, below which <c>/.well-known/openid-configuration</c> lies. Required unless <see cref="MetadataAddress"/> is given; always for <c>entra</c>.</summary>
    public string? Authority { get; init; }

    /// <summary>The discovery document, when it does not lie below <see cref="Authority"/>. Default none.</summary>
    public string? MetadataAddress { get; init; }

    /// <summary>The exact <c>iss</c> of its tokens. Default: the one that the discovery document names, which must then match <see cref="Authority"/>.</summary>
    public string? Issuer { get; init; }

    /// <summary>The <c>aud</c> values that are for this gateway, one of which a token must carry. At least one.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>
    /// Whether <c>aud</c> may be an array that holds one of <see cref="Audiences"/>. Default false: a token that is also for others can be replayed by any of them.
    /// </summary>
    public bool AllowAudienceArray { get; init; }

    /// <summary>The signature algorithms that are accepted. Of RS, PS and ES with 256, 384 and 512; default RS256, PS256, ES256. Never HS*, never none.</summary>
    public IReadOnlyList<string>? Algorithms { get; init; }

    /// <summary>The claims that may name the consumer. The first one that a token carries decides alone. Default client_id, azp, appid, sub.</summary>
    public IReadOnlyList<string>? ConsumerClaims { get; init; }

    /// <summary>The claims that hold scopes, as text with spaces or as an array. Default scope, scp; for <c>entra</c> also roles, where it puts an application's permissions.</summary>
    public IReadOnlyList<string>? ScopeClaims { get; init; }

    /// <summary>The claim that holds roles. Default roles.</summary>
    [Required]
    public string RoleClaim { get; init; } = "roles";

    /// <summary>The claim that names the team. Default team; without it the consumer's owner counts.</summary>
    [Required]
    public string TeamClaim { get; init; } = "team";

    /// <summary>How far the provider's clock may be off, in seconds. 0 to 60; default 30.</summary>
    [Range(0, 60)]
    public int ClockSkewSeconds { get; init; } = 30;

    /// <summary>Whether the provider is reached over https alone. Default true; false is accepted for loopback addresses only.</summary>
    public bool RequireHttps { get; init; } = true;
}
