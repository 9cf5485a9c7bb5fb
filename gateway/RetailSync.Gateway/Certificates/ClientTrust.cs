using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RetailSync.Gateway.Hosting;

namespace RetailSync.Gateway.Certificates;

/// <summary>Whom the gateway believes about client certificates. Immutable.</summary>
/// <param name="Authorities">The trusted authorities, roots and intermediates; empty: none.</param>
/// <param name="RevocationFile">The full path of the revocation lists; null: revocation is not checked.</param>
/// <param name="Revocations">The lists as they were at the start.</param>
internal sealed record ClientTrust(X509Certificate2Collection Authorities, string? RevocationFile, RevocationSet Revocations)
{
    private const string AuthoritiesKey = "Listeners:Https:ClientAuthorities";
    private const string RevocationsKey = "Listeners:Https:ClientRevocations";

    /// <summary>Reads the files that the settings name; every fault is added.</summary>
    public static ClientTrust Read(HttpsListenerOptions https, string baseFolder, ICollection<ConfigFault> faults)
    {
        var authorities = new X509Certificate2Collection();
        if (https.ClientAuthorities is not null)
        {
            ReadAuthorities(Path.GetFullPath(https.ClientAuthorities, baseFolder), authorities, faults);
        }

        if (https.ClientRevocations is null)
        {
            return new ClientTrust(authorities, null, RevocationSet.None);
        }

        if (https.ClientAuthorities is null)
        {
            faults.Add(new ConfigFault(RevocationsKey, "revocation lists are of no use without ClientAuthorities: nobody could have signed them."));
            return new ClientTrust(authorities, null, RevocationSet.None);
        }

        var file = Path.GetFullPath(https.ClientRevocations, baseFolder);
        var revocations = ReadRevocations(file, authorities, out var fault);
        if (fault is not null)
        {
            faults.Add(new ConfigFault(RevocationsKey, fault));
        }

        return new ClientTrust(authorities, file, revocations ?? RevocationSet.None);
    }

    /// <summary>Reads the revocation lists; null and the fault when they cannot be used.</summary>
    public static RevocationSet? ReadRevocations(string file, X509Certificate2Collection authorities, out string? fault)
    {
        fault = null;
        try
        {
            return RevocationSet.Read(File.ReadAllBytes(file), authorities);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or FormatException or CryptographicException)
        {
            fault = $"'{file}' cannot be used: {unusable.Message}";
            return null;
        }
    }

    private static void ReadAuthorities(string file, X509Certificate2Collection authorities, ICollection<ConfigFault> faults)
    {
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            faults.Add(new ConfigFault(AuthoritiesKey, $"'{file}' cannot be read: {unreadable.Message}"));
            return;
        }

        foreach (var leaf in authorities.Where(authority => !authority.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority)))
        {
            faults.Add(new ConfigFault(AuthoritiesKey, $"'{leaf.Subject}' is not an authority's certificate. Pin a single client's certificate by its thumbprint, in the landscape."));
        }

        if (!authorities.Any(CertificateExaminer.IsRoot))
        {
            faults.Add(new ConfigFault(AuthoritiesKey, $"'{file}' holds no root certificate (one that is its own issuer) in PEM; without one, no chain can end."));
        }
    }
}
