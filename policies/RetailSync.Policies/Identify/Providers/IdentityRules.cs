using System.ComponentModel.DataAnnotations;
using RetailSync.Gateway;

namespace RetailSync.Policies.Identify;

/// <summary>The rules that identity settings must keep. Every fault is reported with the full path of its key.</summary>
internal static class IdentityRules
{
    public static readonly IReadOnlyList<string> DefaultAlgorithms = ["RS256", "PS256", "ES256"];

    private static readonly string[] KnownAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
    private static readonly string[] SharedTenants = ["common", "organizations", "consumers"];

    public static void Check(string path, IdentityOptions options, ICollection<ConfigFault> faults)
    {
        CheckAttributes(path, options, faults);
        for (var i = 0; i < options.Providers.Count; i++)
        {
            var provider = options.Providers[i];
            var at = $"{path}:Providers:{i}";
            CheckAttributes(at, provider, faults);
            CheckAddresses(at, provider, faults);
            CheckLists(at, provider, faults);
            CheckUnique(at, provider, options.Providers.Take(i), faults);
        }
    }

    /// <summary>Whether a provider may be reached at <paramref name="address"/>: https, or http on loopback where the settings allow it.</summary>
    public static bool MayFetch(Uri address, bool requireHttps) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && !requireHttps);

    private static void CheckAttributes(string path, object options, ICollection<ConfigFault> faults)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            faults.Add(new ConfigFault($"{path}:{result.MemberNames.First()}", result.ErrorMessage ?? "is not valid."));
        }
    }

    private static void CheckAddresses(string at, IdentityProviderOptions provider, ICollection<ConfigFault> faults)
    {
        if (string.IsNullOrWhiteSpace(provider.Authority) && (string.IsNullOrWhiteSpace(provider.MetadataAddress) || provider.Kind is IdentityProviderKind.Entra))
        {
            faults.Add(new ConfigFault($"{at}:Authority", "is missing. Give the provider's address, or for oidc the MetadataAddress of its discovery document."));
        }

        CheckAddress($"{at}:Authority", provider.Authority, provider.RequireHttps, faults);
        CheckAddress($"{at}:MetadataAddress", provider.MetadataAddress, provider.RequireHttps, faults);
        if (provider.Kind is IdentityProviderKind.Entra && Uri.TryCreate(provider.Authority, UriKind.Absolute, out var authority))
        {
            CheckTenant($"{at}:Authority", authority, faults);
        }
    }

    private static void CheckAddress(string path, string? address, bool requireHttps, ICollection<ConfigFault> faults)
    {
        if (string.IsNullOrWhiteSpace(address))
        {
            return;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            faults.Add(new ConfigFault(path, $"'{address}' is not an address. Give an absolute https URL without query, fragment or user."));
        }
        else if (!MayFetch(uri, requireHttps))
        {
            faults.Add(new ConfigFault(path, $"'{address}' is not https. Plain http is accepted for a loopback address, with RequireHttps set to false."));
        }
    }

    private static void CheckTenant(string path, Uri authority, ICollection<ConfigFault> faults)
    {
        var segments = authority.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments is not [_] and not [_, "v2.0"])
        {
            faults.Add(new ConfigFault(path, $"'{authority}' names no tenant. It looks like https://login.microsoftonline.com/{{tenant}}/v2.0."));
        }
        else if (SharedTenants.Contains(segments[0], StringComparer.OrdinalIgnoreCase))
        {
            faults.Add(new ConfigFault(path, $"'{segments[0]}' means tokens of every tenant. Name one provider for each tenant that is trusted."));
        }
    }

    private static void CheckLists(string at, IdentityProviderOptions provider, ICollection<ConfigFault> faults)
    {
        CheckList($"{at}:Audiences", provider.Audiences, faults);
        CheckList($"{at}:Algorithms", provider.Algorithms, faults);
        CheckList($"{at}:ConsumerClaims", provider.ConsumerClaims, faults);
        CheckList($"{at}:ScopeClaims", provider.ScopeClaims, faults);
        foreach (var algorithm in provider.Algorithms?.Except(KnownAlgorithms) ?? [])
        {
            faults.Add(new ConfigFault($"{at}:Algorithms", $"'{algorithm}' is not accepted. Known: {string.Join(", ", KnownAlgorithms)}."));
        }
    }

    private static void CheckList(string path, IReadOnlyList<string>? values, ICollection<ConfigFault> faults)
    {
        if (values is { Count: 0 } || values?.Any(string.IsNullOrWhiteSpace) == true)
        {
            faults.Add(new ConfigFault(path, "needs at least one value, none of them empty."));
        }
    }

    private static void CheckUnique(string at, IdentityProviderOptions provider, IEnumerable<IdentityProviderOptions> earlier, ICollection<ConfigFault> faults)
    {
        foreach (var other in earlier)
        {
            if (provider.Name.Length > 0 && other.Name == provider.Name)
            {
                faults.Add(new ConfigFault($"{at}:Name", $"'{provider.Name}' is taken by an earlier provider. Names are unique."));
            }

            if (Place(provider).Length > 0 && Place(provider) == Place(other))
            {
                faults.Add(new ConfigFault(at, $"provider '{other.Name}' has the same issuer. One issuer is one provider; list all its Audiences there."));
            }
        }
    }

    private static string Place(IdentityProviderOptions provider) => (provider.Issuer ?? provider.Authority ?? provider.MetadataAddress ?? "").TrimEnd('/');
}
