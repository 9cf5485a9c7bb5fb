using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway.Certificates;

namespace RetailSync.Gateway.Edge;

/// <summary>Reads the client's certificate out of the header in which a trusted proxy tells it. Safe to use from many threads.</summary>
internal sealed class CertificateHeader(EdgeOptions options, CertificateExaminer examiner)
{
    private const string Standard = "Client-Cert";
    private const string StandardChain = "Client-Cert-Chain";
    private const int MostKnown = 1_024;
    private const int LongestChain = 8;

    private readonly string? _name = options.ClientCertificateHeader;
    private readonly bool _isStandard = Standard.Equals(options.ClientCertificateHeader, StringComparison.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, CertificateEvidence> _known = new(StringComparer.Ordinal);

    /// <summary>What the header tells; null when there is none, or an empty one, as proxies send for a client without a certificate.</summary>
    public CertificateEvidence? Read(IHeaderDictionary headers)
    {
        if (_name is null || headers[_name] is not { Count: > 0 } values || values is [null or ""])
        {
            return null;
        }

        if (values.Count > 1)
        {
            return CertificateEvidence.Unreadable($"the proxy sent {values.Count} {_name} headers");
        }

        var chain = _isStandard ? headers[StandardChain] : StringValues.Empty;
        var text = chain.Count == 0 ? values[0]! : $"{values[0]}\n{chain}";
        if (_known.TryGetValue(text, out var known))
        {
            return known;
        }

        var evidence = Examine(values[0]!, chain);
        if (_known.Count >= MostKnown)
        {
            // Callers come back in waves; what is still needed is examined once more.
            _known.Clear();
        }

        return _known.GetOrAdd(text, evidence);
    }

    private static X509Certificate2 Parse(ReadOnlySpan<char> base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64Chars(base64, bytes, out var length)
            ? X509CertificateLoader.LoadCertificate(bytes.AsSpan(0, length))
            : throw new FormatException("not base64");
    }

    // A byte sequence of structured fields (RFC 8941, section 3.3.5): base64 between colons.
    private static X509Certificate2 ParseSequence(ReadOnlySpan<char> item) => item.Trim() is [':', .. var base64, ':'] ? Parse(base64) : throw new FormatException("not :base64:");

    private static X509Certificate2 ParsePem(string text)
    {
        var pem = Uri.UnescapeDataString(text);
        return PemEncoding.TryFind(pem, out var found) && pem.AsSpan(found.Label) is "CERTIFICATE" ? Parse(pem.AsSpan(found.Base64Data)) : throw new FormatException("not PEM");
    }

    private CertificateEvidence Examine(string text, StringValues chain)
    {
        var sent = new X509Certificate2Collection();
        try
        {
            using var certificate = _isStandard ? ParseSequence(text) : ParsePem(text);
            foreach (var item in chain.SelectMany(line => line!.Split(',')).Where(item => !string.IsNullOrWhiteSpace(item)).Take(LongestChain))
            {
                sent.Add(ParseSequence(item));
            }

            return examiner.Examine(certificate, sent);
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException)
        {
            return CertificateEvidence.Unreadable($"the {_name} header holds no certificate that can be read");
        }
        finally
        {
            foreach (var certificate in sent)
            {
                certificate.Dispose();
            }
        }
    }
}
