using System.Collections.Frozen;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RetailSync.Gateway.Certificates;

/// <summary>One certificate revocation list (RFC 5280, section 5). Immutable. .NET's chain engine takes none from a file, so it is read here.</summary>
internal sealed record RevocationList
{
    /// <summary>Whose list it is: the encoded name in hexadecimal digits.</summary>
    public required string Issuer { get; init; }

    /// <summary>When the next list is due. From then on this one says nothing about today.</summary>
    public required DateTimeOffset NextUpdate { get; init; }

    /// <summary>The serial numbers of the certificates that are revoked, in hexadecimal digits without leading zeros.</summary>
    public required FrozenSet<string> Serials { get; init; }

    /// <summary>A serial number as it is compared: hexadecimal digits without leading zeros.</summary>
    public static string SerialOf(ReadOnlySpan<byte> bigEndian) => Convert.ToHexString(bigEndian).TrimStart('0');

    /// <summary>Reads a list and checks that one of the authorities has signed it.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why.</exception>
    public static RevocationList Read(ReadOnlyMemory<byte> der, X509Certificate2Collection authorities)
    {
        try
        {
            var outer = new AsnReader(der, AsnEncodingRules.DER);
            var list = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var signed = list.ReadEncodedValue();
            var algorithm = ReadAlgorithm(list);
            var signature = list.ReadBitString(out var unused);
            list.ThrowIfNotEmpty();

            var content = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
            if (content.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            {
                content.ReadInteger();
            }

            if (ReadAlgorithm(content) != algorithm || unused != 0)
            {
                throw new FormatException("its signature is not what the signed part says.");
            }

            var issuer = content.ReadEncodedValue();
            RequireSignature(issuer, signed, algorithm, signature, authorities);
            return ReadContent(content, issuer);
        }
        catch (Exception broken) when (broken is AsnContentException or CryptographicException)
        {
            throw new FormatException($"it cannot be read: {broken.Message}", broken);
        }
    }

    private static RevocationList ReadContent(AsnReader content, ReadOnlyMemory<byte> issuer)
    {
        ReadTime(content);
        if (!content.HasData || !IsTime(content))
        {
            throw new FormatException("it does not say when the next list is due.");
        }

        var next = ReadTime(content);
        var serials = new List<string>();
        if (content.HasData && content.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            var entries = content.ReadSequence();
            while (entries.HasData)
            {
                var entry = entries.ReadSequence();
                serials.Add(SerialOf(entry.ReadIntegerBytes().Span));
                ReadTime(entry);
                RefuseCritical(entry.HasData ? entry.ReadSequence() : null);
            }
        }

        var extensions = new Asn1Tag(TagClass.ContextSpecific, 0);
        RefuseCritical(content.HasData ? content.ReadSequence(extensions).ReadSequence() : null);
        return new RevocationList { Issuer = Convert.ToHexString(issuer.Span), NextUpdate = next, Serials = serials.ToFrozenSet(StringComparer.Ordinal) };
    }

    // A list of changes alone, of some reasons alone or of other issuers' certificates says so in a critical extension, and must not be taken for a whole list.
    private static void RefuseCritical(AsnReader? extensions)
    {
        while (extensions is { HasData: true })
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean())
            {
                throw new FormatException($"its critical extension {oid} is not understood; only whole lists are.");
            }
        }
    }

    private static void RequireSignature(
        ReadOnlyMemory<byte> issuer, ReadOnlyMemory<byte> signed, string algorithm, ReadOnlySpan<byte> signature, X509Certificate2Collection authorities)
    {
        var name = new X500DistinguishedName(issuer.Span);
        foreach (var authority in authorities.Where(authority => authority.SubjectName.RawData.AsSpan().SequenceEqual(issuer.Span)))
        {
            if (Verify(authority, signed.Span, algorithm, signature))
            {
                return;
            }
        }

        throw new FormatException($"none of ClientAuthorities has signed it as '{name.Name}'.");
    }

    private static bool Verify(X509Certificate2 authority, ReadOnlySpan<byte> signed, string algorithm, ReadOnlySpan<byte> signature)
    {
        var hash = algorithm switch
        {
            "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
            "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
            "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
            _ => throw new FormatException($"its signature algorithm {algorithm} is not accepted. Accepted: RSA and ECDSA with SHA-256, SHA-384 or SHA-512."),
        };
        if (algorithm.StartsWith("1.2.840.113549.", StringComparison.Ordinal))
        {
            using var rsa = authority.GetRSAPublicKey();
            return rsa?.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1) == true;
        }

        using var ecdsa = authority.GetECDsaPublicKey();
        return ecdsa?.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence) == true;
    }

    private static string ReadAlgorithm(AsnReader reader) => reader.ReadSequence().ReadObjectIdentifier();

    private static bool IsTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) || reader.PeekTag().HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
