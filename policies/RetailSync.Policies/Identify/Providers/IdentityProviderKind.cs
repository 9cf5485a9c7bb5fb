namespace RetailSync.Policies.Identify;

/// <summary>What kind of identity provider issues the tokens.</summary>
public enum IdentityProviderKind
{
    /// <summary>Any provider with OpenID Connect discovery.</summary>
    Oidc,

    /// <summary>One tenant of Microsoft Entra ID, v2.0 tokens.</summary>
    Entra,
}
