using System.Buffers;

namespace RetailSync.Gateway;

/// <summary>What a system answered to a change. Immutable.</summary>
public sealed record UpstreamAnswer
{
    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The headers that may be kept and said again.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; null when it was not kept: too long, or it did not arrive whole.</summary>
    public ReadOnlySequence<byte>? Body { get; init; }
}
