using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.OpenApi.Bodies;

/// <summary>A body that a contract declares for an operation, with one media type. Immutable.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Status">The status, <c>2XX</c> or <c>default</c> of a response; null for the request.</param>
/// <param name="MediaType">The media type or range as the contract writes it.</param>
/// <param name="Schema">What the body must be; null when the contract does not say.</param>
/// <param name="Pointer">Where the media type stands in the document.</param>
/// <param name="Examples">The contract's examples.</param>
internal sealed record DeclaredBody(string OperationId, string? Status, string MediaType, CompiledSchema? Schema, string Pointer, IReadOnlyList<SourceNode> Examples);
