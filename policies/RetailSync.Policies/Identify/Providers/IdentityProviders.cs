namespace RetailSync.Policies.Identify;

/// <summary>Every provider at work. Safe to call from many threads.</summary>
internal sealed class IdentityProviders(IReadOnlyList<IdentityProvider> all) : IIdentityReadiness
{
    public IReadOnlyList<IdentityProvider> All => all;

    /// <inheritdoc/>
    public bool IsReady => Unloaded().Length == 0;

    /// <inheritdoc/>
    public string? Reason => Unloaded() is { Length: > 0 } missing ? $"Keys were never loaded from: {string.Join(", ", missing)}." : null;

    /// <summary>The provider whose tokens carry exactly this issuer; null when there is none among those that are loaded.</summary>
    public IdentityProvider? Find(string issuer)
    {
        foreach (var provider in all)
        {
            if (string.Equals(provider.Keys.Issuer, issuer, StringComparison.Ordinal))
            {
                return provider;
            }
        }

        return null;
    }

    public IdentityProvider Named(string name) => all.First(provider => provider.Options.Name == name);

    private string[] Unloaded() => [.. all.Where(provider => provider.Keys.Issuer is null).Select(provider => provider.Options.Name)];
}
