using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RetailSync.Gateway.Hosting;

/// <summary>A self-signed certificate for localhost, made on first run and kept under the data folder. Not for production.</summary>
internal static class DevelopmentCertificate
{
    private const string FileName = "development-certificate.pfx";

    /// <summary>The certificate of this data folder, made when there is none or it ends within a week.</summary>
    public static X509Certificate2 Get(string dataFolder, TimeProvider clock)
    {
        var file = Path.Combine(dataFolder, FileName);
        if (File.Exists(file))
        {
            var kept = X509CertificateLoader.LoadPkcs12FromFile(file, password: null);
            if (kept.NotAfter.ToUniversalTime() > clock.GetUtcNow().UtcDateTime.AddDays(7))
            {
                return kept;
            }

            kept.Dispose();
        }

        return Make(file, clock);
    }

    private static X509Certificate2 Make(string file, TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost, O=RetailSync development", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var now = clock.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var bytes = made.Export(X509ContentType.Pfx);

        // Written under a name of its own and moved: two gateways may start at once.
        var draft = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        {
            stream.Write(bytes);
        }

        File.Move(draft, file, overwrite: true);
        return X509CertificateLoader.LoadPkcs12(bytes, password: null);
    }
}
