using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>Reads the client certificates that stand for consumers. No certificate may stand for two.</summary>
internal sealed class CertificateSection(ICollection<ConfigFault> faults)
{
    private readonly Names _thumbprints = new("certificate", faults);
    private readonly Names _sans = new("certificate name", faults);

    /// <summary>Reads one consumer's list.</summary>
    public IReadOnlyList<ConsumerCertificate> Read(MappingReader consumer) =>
        [.. consumer.MappingList("certificates").Select(ReadCertificate).OfType<ConsumerCertificate>()];

    private ConsumerCertificate? ReadCertificate(MappingReader fields)
    {
        var sha256 = fields.OptionalText("sha256");
        var san = fields.OptionalText("san");
        fields.RefuseUnknownKeys();
        if (fields.Node["sha256"] is null == fields.Node["san"] is null)
        {
            fields.Fault("A certificate is named by 'sha256' or by 'san', by exactly one of them.");
            return null;
        }

        return sha256 is not null ? ReadThumbprint(fields, sha256) : san is not null ? ReadSan(fields, san) : null;
    }

    private ConsumerCertificate? ReadThumbprint(MappingReader fields, string text)
    {
        // Tools print a thumbprint in capitals and with colons.
        var sha256 = text.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        if (!LandscapeRules.IsSha256(sha256))
        {
            fields.Fault("sha256", $"'{text}' is no thumbprint. It is the SHA-256 of the certificate: 64 hexadecimal digits, as 'openssl x509 -noout -fingerprint -sha256' prints them.");
            return null;
        }

        return _thumbprints.Define(sha256, fields.Locate("sha256")) ? new ConsumerCertificate(sha256, null) : null;
    }

    private ConsumerCertificate? ReadSan(MappingReader fields, string text)
    {
        if (LandscapeRules.Certificate(text) is not { } san)
        {
            fields.Fault("san", $"'{text}' is no certificate name. It reads dns:till-17.example.com, without wildcards, or uri:spiffe://example.com/till-17.");
            return null;
        }

        return _sans.Define(san, fields.Locate("san")) ? new ConsumerCertificate(null, san) : null;
    }
}
