using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>A contract that an AsyncAPI document describes. Immutable.</summary>
internal sealed class AsyncApiContract
{
    /// <summary>Its id, <c>crm/customer-events@1</c>; the document's name when the file's name gives none.</summary>
    public required string Id { get; init; }

    /// <summary>A hash of the file's content.</summary>
    public required string Hash { get; init; }

    /// <summary>The title in <c>info</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The version in <c>info</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The path below the contracts' folder.</summary>
    public required string File { get; init; }

    /// <summary>The names of the servers.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>The channels, in the document's order.</summary>
    public required IReadOnlyList<AsyncApiChannel> Channels { get; init; }

    /// <summary>The operations, in the document's order.</summary>
    public required IReadOnlyList<AsyncApiOperation> Operations { get; init; }

    /// <summary>Every message, each once: those of the channels, then those that only <c>components</c> has.</summary>
    public required IReadOnlyList<AsyncApiMessage> Messages { get; init; }

    /// <summary>The raw document with its positions.</summary>
    public required SourceDocument Document { get; init; }
}
