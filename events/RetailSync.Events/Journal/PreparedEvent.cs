namespace RetailSync.Events.Journal;

/// <summary>An event, ready to be written. Immutable.</summary>
internal sealed record PreparedEvent
{
    /// <summary>The type of a placeholder whose type is not known.</summary>
    public const string UnknownType = "unknown";

    /// <summary>The CloudEvents id, a UUIDv7.</summary>
    public string Id { get; init; } = Guid.CreateVersion7().ToString();

    public required string Type { get; init; }

    public required string System { get; init; }

    public required string Key { get; init; }

    public string? Subject { get; init; }

    public string? ContentType { get; init; }

    /// <summary>The data, not sealed yet; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    public string? DataSchema { get; init; }

    /// <summary>Why it is a placeholder; null when it is sound.</summary>
    public string? Defect { get; init; }
}
