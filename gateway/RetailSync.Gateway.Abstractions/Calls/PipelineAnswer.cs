namespace RetailSync.Gateway;

/// <summary>The answer to a call through the pipeline. Immutable.</summary>
public sealed record PipelineAnswer
{
    /// <summary>The status.</summary>
    public required int Status { get; init; }

    /// <summary>The headers.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body; null when it was longer than was asked for.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Whether the answer is the system's own.</summary>
    public required bool IsUpstream { get; init; }

    /// <summary>Whether anything of the request may have reached the system. False: certainly nothing did.</summary>
    public required bool MayHaveBeenSent { get; init; }

    /// <summary>Whether an attempt before the one that was answered may have been carried out by the system.</summary>
    public bool MayHaveBeenSentBefore { get; init; }

    /// <summary>The problem's id, such as <c>upstream-unavailable</c>, when the gateway made the answer; otherwise null.</summary>
    public string? ProblemType { get; init; }

    /// <summary>The request id it ran under.</summary>
    public required string RequestId { get; init; }

    /// <summary>The value of a header; null when it is not there.</summary>
    public string? Header(string name) => Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}
