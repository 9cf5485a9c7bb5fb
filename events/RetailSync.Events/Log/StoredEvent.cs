namespace RetailSync.Events.Log;

/// <summary>An event of the log. Immutable.</summary>
internal sealed record StoredEvent
{
    /// <summary>Its place in the log.</summary>
    public required long Seq { get; init; }

    /// <summary>The CloudEvents id.</summary>
    public required string Id { get; init; }

    /// <summary>The operation in the journal that it follows from.</summary>
    public required string OperationId { get; init; }

    /// <summary>Its type, such as <c>retail.customer.updated.v1</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The system whose event it is.</summary>
    public required string System { get; init; }

    /// <summary>The key whose events stay in order, such as <c>customer:C-1001</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its number within the key.</summary>
    public required long KeySeq { get; init; }

    /// <summary>What it is about; null: the key after its colon.</summary>
    public string? Subject { get; init; }

    /// <summary>The data's media type; null when there is no data.</summary>
    public string? ContentType { get; init; }

    /// <summary>The data; null when there is none, or it was erased.</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>Where the data's schema can be read.</summary>
    public string? DataSchema { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The id of the request that began it all.</summary>
    public string? Correlation { get; init; }

    /// <summary>What it follows from: another event's id.</summary>
    public string? Causation { get; init; }

    /// <summary>The trace context.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Whether the outcome behind it was found out later.</summary>
    public bool IsReconstructed { get; init; }

    /// <summary>Why it is a placeholder; null when it is sound.</summary>
    public string? Defect { get; init; }

    /// <summary>Whether its data was there and is gone, because of its age or because its subject was erased.</summary>
    public bool IsErased { get; init; }

    /// <summary>What it is about: the subject, or the key after its colon.</summary>
    public string EffectiveSubject => Subject ?? Key[(Key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
