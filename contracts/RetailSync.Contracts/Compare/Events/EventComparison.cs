using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.Events;

/// <summary>Compares versions of event schemas: JSON Schema, or the messages of AsyncAPI 3 documents. Safe to call from many threads.</summary>
public static class EventComparison
{
    /// <summary>Compares the newest version with the one before it, or with every older one.</summary>
    /// <param name="kind">AsyncAPI or JSON Schema.</param>
    /// <param name="versions">The documents, oldest first, two or more.</param>
    /// <param name="options">How they are compared.</param>
    public static Comparison Compare(ContractKind kind, IReadOnlyList<SourceDocument> versions, EventComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentNullException.ThrowIfNull(options);

        var (changes, undecided) = (new List<Change>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var old in options.IsTransitive ? versions.SkipLast(1) : versions.SkipLast(1).TakeLast(1))
        {
            var pair = new EventPair(old, versions[^1], options);
            if (kind == ContractKind.AsyncApi)
            {
                pair.CompareMessages();
            }
            else
            {
                pair.CompareSchemas();
            }

            changes.AddRange(pair.Changes);
            undecided.UnionWith(pair.Undecided);
        }

        return new Comparison(changes, [.. undecided]);
    }
}
