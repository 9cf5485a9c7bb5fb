using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace RetailSync.Gateway.Certificates;

/// <summary>Reads the host names and addresses (URI) that a certificate gives its subject (RFC 5280, section 4.2.1.6).</summary>
internal static class CertificateNames
{
    private const string SubjectAlternativeName = "2.5.29.17";

    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UriName = new(TagClass.ContextSpecific, 6);

    /// <summary>The names as <c>dns:...</c> in lower case and <c>uri:...</c> as it stands.</summary>
    /// <exception cref="AsnContentException">The extension cannot be read.</exception>
    public static IReadOnlyList<string> Read(X509Certificate2 certificate)
    {
        var names = new List<string>();
        foreach (var extension in certificate.Extensions.Where(extension => extension.Oid?.Value == SubjectAlternativeName))
        {
            var reader = new AsnReader(extension.RawData, AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            while (sequence.HasData)
            {
                var tag = sequence.PeekTag();
                if (tag.HasSameClassAndValue(DnsName))
                {
                    names.Add("dns:" + sequence.ReadCharacterString(UniversalTagNumber.IA5String, DnsName).ToLowerInvariant());
                }
                else if (tag.HasSameClassAndValue(UriName))
                {
                    names.Add("uri:" + sequence.ReadCharacterString(UniversalTagNumber.IA5String, UriName));
                }
                else
                {
                    sequence.ReadEncodedValue();
                }
            }
        }

        return names;
    }
}
