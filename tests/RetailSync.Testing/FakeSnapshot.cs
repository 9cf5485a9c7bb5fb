using System.Security.Cryptography;
using System.Text;
using RetailSync.Gateway;

namespace RetailSync.Testing;

/// <summary>A snapshot with the given consumers and nothing else.</summary>
public sealed class FakeSnapshot(IReadOnlyList<Consumer> consumers) : ISnapshot, ILandscape, IConsumerDirectory
{
    /// <inheritdoc/>
    public string Revision => "test";

    /// <inheritdoc/>
    public ILandscape Landscape => this;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IContract> Contracts { get; } = new Dictionary<string, IContract>();

    /// <inheritdoc/>
    public IReadOnlyList<RetailSystem> Systems => [];

    /// <inheritdoc/>
    public IReadOnlyList<Api> Apis => [];

    /// <inheritdoc/>
    public IConsumerDirectory Consumers => this;

    /// <inheritdoc/>
    public IReadOnlyList<Consumer> All => consumers;

    /// <inheritdoc/>
    public Api? FindApi(ReadOnlySpan<char> path) => null;

    /// <inheritdoc/>
    public ApiVersion? FindVersion(string contractId) => null;

    /// <inheritdoc/>
    public Consumer? Find(string id) => consumers.FirstOrDefault(consumer => consumer.Id == id);

    /// <inheritdoc/>
    public Consumer? FindBySubject(string subject) => consumers.FirstOrDefault(consumer => consumer.Id == subject || consumer.Subjects.Contains(subject));

    /// <inheritdoc/>
    public Consumer? FindByApiKey(ReadOnlySpan<char> key, DateTimeOffset now)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())));
        return consumers.FirstOrDefault(consumer => consumer.ApiKeys.Any(record => record.Sha256 == hash));
    }

    /// <inheritdoc/>
    public Consumer? FindByCertificate(ClientCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return consumers.FirstOrDefault(consumer => consumer.Certificates.Any(known => known.Sha256 == certificate.Sha256))
            ?? consumers.FirstOrDefault(consumer => consumer.Certificates.Any(known => known.San is { } san && certificate.Names.Contains(san)));
    }
}
