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
}
