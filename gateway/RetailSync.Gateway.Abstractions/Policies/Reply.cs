using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace RetailSync.Gateway;

/// <summary>A whole answer that a policy gives in the upstream's place: from a cache, or because the request was answered before. Immutable.</summary>
/// <remarks>The memory of <see cref="Body"/> must stay as it is until the exchange has ended. A request with the method HEAD gets the head alone.</remarks>
public sealed record Reply
{
    /// <summary>The HTTP status. 200 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>The headers, without those that frame the message: <c>Content-Length</c> and <c>Transfer-Encoding</c> are the pipeline's.</summary>
    public IReadOnlyList<KeyValuePair<string, StringValues>> Headers { get; init; } = [];

    /// <summary>The body; empty by default.</summary>
    public ReadOnlySequence<byte> Body { get; init; }
}
