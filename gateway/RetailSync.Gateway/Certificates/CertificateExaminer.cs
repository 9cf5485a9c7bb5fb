using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RetailSync.Gateway.Certificates;

/// <summary>Finds out everything about a certificate that does not change with time. Fetches nothing from anywhere. Safe to use from many threads.</summary>
/// <param name="authorities">The authorities that are trusted, roots and intermediates; empty: none.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class CertificateExaminer(X509Certificate2Collection authorities, TimeProvider clock)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Whether a certificate names itself as its issuer, as roots do.</summary>
    public static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>Examines a certificate with those that the client sent beside it.</summary>
    public CertificateEvidence Examine(X509Certificate2 certificate, X509Certificate2Collection sent)
    {
        try
        {
            using var chain = new X509Chain();
            var untrusted = Build(chain, certificate, sent);
            var elements = chain.ChainElements.Select(element => element.Certificate).ToList();
            var evidence = new CertificateEvidence
            {
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)),
                Subject = certificate.Subject,
                Fault = IsForClients(certificate) ? null : "it is not meant for clients (its extended key usage lacks clientAuth)",
                Names = untrusted is null ? CertificateNames.Read(certificate) : [],
                Untrusted = untrusted,
                NotBefore = certificate.NotBefore.ToUniversalTime(),
                NotAfter = certificate.NotAfter.ToUniversalTime(),
                ChainNotBefore = elements.Max(element => element.NotBefore).ToUniversalTime(),
                ChainNotAfter = elements.Min(element => element.NotAfter).ToUniversalTime(),
                Chain = untrusted is null ? [.. elements.Where(element => !IsRoot(element)).Select(Link)] : [],
            };
            foreach (var element in elements.Where(element => !ReferenceEquals(element, certificate)))
            {
                element.Dispose();
            }

            return evidence;
        }
        catch (Exception broken) when (broken is CryptographicException or AsnContentException)
        {
            return CertificateEvidence.Unreadable($"it cannot be read: {broken.Message}");
        }
    }

    private static CertificateLink Link(X509Certificate2 certificate) =>
        new(Convert.ToHexString(certificate.IssuerName.RawData), RevocationList.SerialOf(certificate.SerialNumberBytes.Span));

    // A certificate without the extension may be used for anything (RFC 5280, section 4.2.1.12); one that has it must say clientAuth itself, as .NET's chains want it.
    private static bool IsForClients(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().All(usage =>
            usage.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value is ClientAuthentication));

    private string? Build(X509Chain chain, X509Certificate2 certificate, X509Certificate2Collection sent)
    {
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(authorities);
        policy.ExtraStore.AddRange(authorities);
        policy.ExtraStore.AddRange(sent);
        policy.DisableCertificateDownloads = true;

        // Lists are checked apart, and so is time, which goes on while the connection lasts.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        policy.VerificationTime = clock.GetLocalNow().DateTime;
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        if (authorities.Count == 0)
        {
            chain.Build(certificate);
            return "no ClientAuthorities are configured";
        }

        return chain.Build(certificate)
            ? null
            : $"its chain is not trusted: {string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct())}";
    }
}
