using RetailSync.Contracts.Compare.Events;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare;

/// <summary>Compares versions of a contract of any kind. Safe to call from many threads.</summary>
public static class ContractComparison
{
    /// <summary>Compares versions that are all of one kind.</summary>
    /// <param name="kind">What the documents are.</param>
    /// <param name="versions">The documents, oldest first: two of OpenAPI, two or more of events.</param>
    /// <param name="options">What the comparison of OpenAPI depends on.</param>
    /// <param name="events">How events are compared; null for the defaults.</param>
    public static Comparison Compare(ContractKind kind, IReadOnlyList<SourceDocument> versions, ComparisonOptions options, EventComparisonOptions? events = null)
    {
        ArgumentNullException.ThrowIfNull(versions);

        return kind == ContractKind.OpenApi
            ? OpenApiComparison.Compare(versions[0], versions[1], options)
            : EventComparison.Compare(kind, versions, events ?? new EventComparisonOptions());
    }
}
