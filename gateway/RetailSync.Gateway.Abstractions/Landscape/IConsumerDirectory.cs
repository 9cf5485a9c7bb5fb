namespace RetailSync.Gateway;

/// <summary>Finds the consumer behind a credential. Immutable; safe to use from many threads.</summary>
public interface IConsumerDirectory
{
    /// <summary>Every consumer, in the files' order.</summary>
    IReadOnlyList<Consumer> All { get; }

    /// <summary>The consumer with this id; null when there is none.</summary>
    Consumer? Find(string id);

    /// <summary>The consumer that a token's claim value names (its id or one of its <see cref="Consumer.Subjects"/>); null when there is none.</summary>
    Consumer? FindBySubject(string subject);

    /// <summary>The consumer whose live API key this is; null when there is none. Compares hashes in constant time.</summary>
    Consumer? FindByApiKey(ReadOnlySpan<char> key, DateTimeOffset now);

    /// <summary>
    /// The consumer that a certificate stands for: the one that pins its thumbprint, or else the only one that lists one of its trusted names; null when there is
    /// none or the names belong to several. Says nothing about whether the certificate is good.
    /// </summary>
    Consumer? FindByCertificate(ClientCertificate certificate);
}
