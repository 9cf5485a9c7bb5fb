using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi;

/// <summary>A contract that an OpenAPI document describes.</summary>
internal sealed class OpenApiContract(OperationMatcher matcher) : IContract
{
    public required string Id { get; init; }

    public required string Hash { get; init; }

    public required string Title { get; init; }

    public required string Version { get; init; }

    public required string File { get; init; }

    public required IReadOnlyList<Operation> Operations { get; init; }

    /// <summary>The raw document with its positions. Schemas are compiled from this, never from a typed model, which alters them.</summary>
    public required SourceDocument Document { get; init; }

    /// <summary>Whether schemas are written in OpenAPI 3.0's dialect (<c>nullable</c>, boolean <c>exclusiveMinimum</c>) instead of JSON Schema 2020-12.</summary>
    public required bool IsDialect30 { get; init; }

    /// <summary>The JSON bodies of all operations, with their schemas.</summary>
    public required IReadOnlyList<DeclaredBody> Bodies { get; init; }

    public OperationMatch Match(string method, ReadOnlySpan<char> path) => matcher.Match(method, path);
}
