using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;

namespace RetailSync.Gateway.Certificates;

/// <summary>Every revocation list that was read together. Immutable.</summary>
internal sealed class RevocationSet
{
    private const string Label = "X509 CRL";

    private readonly FrozenDictionary<string, RevocationList[]> _byIssuer;

    private RevocationSet(IEnumerable<RevocationList> lists) =>
        _byIssuer = lists.GroupBy(list => list.Issuer).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>No list: revocation is not checked.</summary>
    public static RevocationSet None { get; } = new([]);

    /// <summary>Reads a file with one list in DER or any number in PEM.</summary>
    /// <exception cref="FormatException">It holds no list, or one that cannot be used.</exception>
    public static RevocationSet Read(byte[] file, X509Certificate2Collection authorities)
    {
        if (file.Length > 0 && file[0] == 0x30)
        {
            return new RevocationSet([RevocationList.Read(file, authorities)]);
        }

        var lists = new List<RevocationList>();
        var text = System.Text.Encoding.Latin1.GetString(file).AsSpan();
        while (System.Security.Cryptography.PemEncoding.TryFind(text, out var found))
        {
            if (text[found.Label].SequenceEqual(Label))
            {
                lists.Add(RevocationList.Read(Convert.FromBase64String(text[found.Base64Data].ToString()), authorities));
            }

            text = text[found.Location.End..];
        }

        return lists.Count > 0 ? new RevocationSet(lists) : throw new FormatException($"it holds no '-----BEGIN {Label}-----' and is not DER.");
    }

    /// <summary>What the lists say against a chain, leaf first, and until when they say so.</summary>
    public (string? Fault, DateTimeOffset Until) FaultOf(IReadOnlyList<CertificateLink> chain, DateTimeOffset now)
    {
        var until = DateTimeOffset.MaxValue;
        if (_byIssuer.Count == 0)
        {
            return (null, until);
        }

        for (var i = 0; i < chain.Count; i++)
        {
            if (!_byIssuer.TryGetValue(chain[i].Issuer, out var lists))
            {
                // Whether the certificate itself is revoked must be known; about the authorities above it, a list may say more.
                if (i == 0)
                {
                    return ("there is no revocation list of its issuer", until);
                }

                continue;
            }

            if (lists.Any(list => list.Serials.Contains(chain[i].Serial)))
            {
                return (i == 0 ? "it is revoked" : "an authority above it is revoked", until);
            }

            var newest = lists.Max(list => list.NextUpdate);
            if (newest <= now)
            {
                return ($"the revocation list of its issuer is out of date since {newest:u}", until);
            }

            until = newest < until ? newest : until;
        }

        return (null, until);
    }
}
