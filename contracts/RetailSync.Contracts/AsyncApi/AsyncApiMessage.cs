using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>A message with its traits applied. Immutable.</summary>
internal sealed record AsyncApiMessage
{
    /// <summary>The key it is defined under.</summary>
    public required string Id { get; init; }

    /// <summary>Its <c>name</c>; null when it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Its <c>title</c>; null when it has none.</summary>
    public string? Title { get; init; }

    /// <summary>The media type of its payload: its own, or the document's default; null when neither says.</summary>
    public string? ContentType { get; init; }

    /// <summary>The CloudEvents <c>type</c> that it carries, as <see cref="EventTypeFinder"/> finds it; null when the document does not say.</summary>
    public string? EventType { get; init; }

    /// <summary>Where the correlation id is, a runtime expression such as <c>$message.header#/requestId</c>; null when there is none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What the headers must be; null when the document does not say.</summary>
    public CompiledSchema? Headers { get; init; }

    /// <summary>What the payload must be; null when the document does not say.</summary>
    public CompiledSchema? Payload { get; init; }

    /// <summary>Its examples.</summary>
    public required IReadOnlyList<AsyncApiExample> Examples { get; init; }

    /// <summary>Where it is defined, as an RFC 6901 pointer.</summary>
    public required string Pointer { get; init; }

    /// <summary>Where it is defined, as <c>file:line:column</c>.</summary>
    public required string Location { get; init; }
}
