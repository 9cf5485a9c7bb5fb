using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>An example of a message. Immutable.</summary>
/// <param name="Name">Its name; null when it has none.</param>
/// <param name="Headers">The headers; null when it shows none.</param>
/// <param name="Payload">The payload; null when it shows none.</param>
internal sealed record AsyncApiExample(string? Name, SourceNode? Headers, SourceNode? Payload);
