using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RetailSync.Testing;

/// <summary>A certificate authority in memory: signs certificates, right or wrong, further authorities and revocation lists. Keys never touch a disk. Safe to call from many threads.</summary>
public sealed class FakeAuthority : IDisposable
{
    private const string ClientUsage = "1.3.6.1.5.5.7.3.2";

    private readonly FakeAuthority? _above;

    private FakeAuthority(X509Certificate2 certificate, FakeAuthority? above)
    {
        Certificate = certificate;
        _above = above;
    }

    /// <summary>Its certificate, with the private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Its certificate as PEM, without the key.</summary>
    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>Makes a root, valid for ten years.</summary>
    public static FakeAuthority Create(string name = "Test root")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new FakeAuthority(AuthorityRequest(name, key).CreateSelfSigned(now.AddYears(-5), now.AddYears(5)), null);
    }

    /// <summary>A client's certificate that nobody but itself has signed.</summary>
    public static X509Certificate2 SelfSigned(string name = "till", string? usage = ClientUsage, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return ClientRequest(name, usage, [], key).CreateSelfSigned(notBefore ?? now.AddDays(-1), notAfter ?? now.AddDays(1));
    }

    /// <summary>Makes an authority below this one.</summary>
    public FakeAuthority Below(string name = "Test issuer")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var signed = AuthorityRequest(name, key).Create(Certificate, now.AddYears(-4), now.AddYears(4), RandomNumberGenerator.GetBytes(12));
        return new FakeAuthority(signed.CopyWithPrivateKey(key), this);
    }

    /// <summary>Signs a client's certificate, with its private key; by default good, for a day before and after now.</summary>
    /// <param name="name">The common name.</param>
    /// <param name="usage">The extended key usage; null: none at all.</param>
    /// <param name="notBefore">From when it is valid.</param>
    /// <param name="notAfter">Until when it is valid.</param>
    /// <param name="names">Its alternative names, as <c>dns:...</c> and <c>uri:...</c>.</param>
    public X509Certificate2 Sign(
        string name = "till", string? usage = ClientUsage, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, params IReadOnlyList<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var signed = ClientRequest(name, usage, names, key)
            .Create(Certificate, notBefore ?? now.AddDays(-1), notAfter ?? now.AddDays(1), RandomNumberGenerator.GetBytes(12));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>A revocation list as PEM.</summary>
    /// <param name="due">When the next one is due; default: tomorrow.</param>
    /// <param name="revoked">The certificates that are revoked.</param>
    public string RevocationList(DateTimeOffset? due = null, params IReadOnlyList<X509Certificate2> revoked)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var certificate in revoked)
        {
            list.AddEntry(certificate);
        }

        var now = TimeProvider.System.GetUtcNow();
        return PemEncoding.WriteString("X509 CRL", list.Build(Certificate, 1, due ?? now.AddDays(1), HashAlgorithmName.SHA256, thisUpdate: now.AddDays(-2)));
    }

    /// <summary>The certificates between the root and those that this authority signs, itself included: what a client sends along.</summary>
    public X509Certificate2Collection Intermediates() => _above is null ? [] : [Certificate, .. _above.Intermediates()];

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static CertificateRequest ClientRequest(string name, string? usage, IReadOnlyList<string> names, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        if (usage is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        }

        if (names.Count > 0)
        {
            var builder = new SubjectAlternativeNameBuilder();
            foreach (var san in names)
            {
                if (san.StartsWith("dns:", StringComparison.Ordinal))
                {
                    builder.AddDnsName(san[4..]);
                }
                else
                {
                    builder.AddUri(new Uri(san[4..]));
                }
            }

            request.CertificateExtensions.Add(builder.Build());
        }

        return request;
    }
}
