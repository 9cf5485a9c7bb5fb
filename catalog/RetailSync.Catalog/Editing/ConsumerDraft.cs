using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>An edit that was worked out and not made yet, or why there is none. Immutable.</summary>
/// <param name="Path">The file to change.</param>
/// <param name="Text">Its new text.</param>
/// <param name="Consumer">The consumer as the new text must say it.</param>
internal sealed record ConsumerDraft(string Path, string Text, Consumer Consumer)
{
    /// <summary>Why there is no edit; null when there is one.</summary>
    public ConfigFault? Refusal { get; private init; }

    public NewApiKey? NewKey { get; init; }

    public IReadOnlyList<ApiKeyRecord> EndingKeys { get; init; } = [];

    public static ConsumerDraft Refused(string path, string message) => new("", "", new Consumer { Id = "", Name = "", Owner = "" }) { Refusal = new ConfigFault(path, message) };

    public static ConsumerDraft NoConsumer(string id, ILandscape landscape) =>
        Refused(id, $"No consumer is named '{id}'. Known: {string.Join(", ", landscape.Consumers.All.Select(consumer => consumer.Id))}.");

    /// <summary>Whether the edited landscape holds this consumer as meant, and every other one as it was.</summary>
    public bool IsWhat(IConsumerDirectory edited, IConsumerDirectory before)
    {
        var expected = before.All.Any(consumer => consumer.Id == Consumer.Id)
            ? before.All.Select(consumer => consumer.Id == Consumer.Id ? Consumer : consumer)
            : before.All.Append(Consumer);
        return expected.OrderBy(consumer => consumer.Id, StringComparer.Ordinal)
            .SequenceEqual(edited.All.OrderBy(consumer => consumer.Id, StringComparer.Ordinal), ByContent.Instance);
    }

    private sealed class ByContent : IEqualityComparer<Consumer>
    {
        public static readonly ByContent Instance = new();

        public bool Equals(Consumer? left, Consumer? right) =>
            (left, right) is ({ } one, { } other)
            && (one.Id, one.Name, one.Owner, one.System) == (other.Id, other.Name, other.Owner, other.System)
            && one.Scopes.SetEquals(other.Scopes)
            && one.Subjects.SequenceEqual(other.Subjects)
            && one.ApiKeys.SequenceEqual(other.ApiKeys)
            && one.Certificates.SequenceEqual(other.Certificates);

        public int GetHashCode(Consumer consumer) => consumer.Id.GetHashCode(StringComparison.Ordinal);
    }
}
