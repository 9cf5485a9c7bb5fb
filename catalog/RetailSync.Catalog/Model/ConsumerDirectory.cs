using System.Collections.Frozen;
using System.Security.Cryptography;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>The consumers in frozen lookups. Where a name is taken twice the first wins; the reader has reported the second.</summary>
internal sealed class ConsumerDirectory : IConsumerDirectory
{
    // Stands in for a prefix that nobody has, so that an unknown prefix costs the same work as a known one.
    private static readonly StoredKey Nobody = new(null, RandomNumberGenerator.GetBytes(ApiKey.HashLength), DateTimeOffset.MaxValue);

    private readonly FrozenDictionary<string, Consumer> _byId;
    private readonly FrozenDictionary<string, Consumer> _bySubject;
    private readonly FrozenDictionary<string, Consumer> _byCertificate;
    private readonly FrozenDictionary<string, StoredKey>.AlternateLookup<ReadOnlySpan<char>> _byPrefix;

    public ConsumerDirectory(IReadOnlyList<Consumer> consumers)
    {
        var byId = new Dictionary<string, Consumer>(StringComparer.Ordinal);
        var bySubject = new Dictionary<string, Consumer>(StringComparer.Ordinal);
        var byCertificate = new Dictionary<string, Consumer>(StringComparer.Ordinal);
        var byPrefix = new Dictionary<string, StoredKey>(StringComparer.Ordinal);
        foreach (var consumer in consumers)
        {
            byId.TryAdd(consumer.Id, consumer);
            bySubject.TryAdd(consumer.Id, consumer);
        }

        foreach (var consumer in consumers)
        {
            foreach (var subject in consumer.Subjects)
            {
                bySubject.TryAdd(subject, consumer);
            }

            foreach (var certificate in consumer.Certificates)
            {
                // A thumbprint has no colon and a name has one, so the two never meet.
                byCertificate.TryAdd(certificate.Sha256 ?? certificate.San!, consumer);
            }

            foreach (var key in consumer.ApiKeys)
            {
                byPrefix.TryAdd(key.Prefix, new StoredKey(consumer, Convert.FromHexString(key.Sha256), key.ExpiresAt ?? DateTimeOffset.MaxValue));
            }
        }

        All = consumers;
        _byId = byId.ToFrozenDictionary(StringComparer.Ordinal);
        _bySubject = bySubject.ToFrozenDictionary(StringComparer.Ordinal);
        _byCertificate = byCertificate.ToFrozenDictionary(StringComparer.Ordinal);
        _byPrefix = byPrefix.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<Consumer> All { get; }

    public Consumer? Find(string id) => _byId.GetValueOrDefault(id);

    public Consumer? FindBySubject(string subject) => _bySubject.GetValueOrDefault(subject);

    public Consumer? FindByApiKey(ReadOnlySpan<char> key, DateTimeOffset now)
    {
        Span<byte> hash = stackalloc byte[ApiKey.HashLength];
        if (!ApiKey.TryHash(key, hash))
        {
            return null;
        }

        var stored = _byPrefix.TryGetValue(key[..ApiKey.PrefixLength], out var found) ? found : Nobody;
        var isKey = CryptographicOperations.FixedTimeEquals(hash, stored.Hash);
        return isKey & (now < stored.ExpiresAt) ? stored.Consumer : null;
    }

    public Consumer? FindByCertificate(ClientCertificate certificate)
    {
        if (_byCertificate.Count == 0)
        {
            return null;
        }

        if (_byCertificate.TryGetValue(certificate.Sha256, out var pinned))
        {
            return pinned;
        }

        Consumer? named = null;
        foreach (var name in certificate.Names)
        {
            if (!_byCertificate.TryGetValue(name, out var found) || ReferenceEquals(found, named))
            {
                continue;
            }

            if (named is not null)
            {
                // Which of the two is calling cannot be known.
                return null;
            }

            named = found;
        }

        return named;
    }

    private sealed record StoredKey(Consumer? Consumer, byte[] Hash, DateTimeOffset ExpiresAt);
}
