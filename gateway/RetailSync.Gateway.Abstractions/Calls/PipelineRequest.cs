namespace RetailSync.Gateway;

/// <summary>A call that the gateway itself makes through its own pipeline: a delivery, a resolver's question, a workflow's step. Immutable.</summary>
public sealed record PipelineRequest
{
    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query as a client would send them: <c>/crm/v2/customers/C-1001</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The consumer on whose behalf it is made; it is authorised with that consumer's grants.</summary>
    public required string ConsumerId { get; init; }

    /// <summary>The headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; empty: none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What the call follows from: an event's id; null when nothing.</summary>
    public string? CausationId { get; init; }

    /// <summary>
    /// The journalled operation that this call finds the outcome of or forwards at last. It is sent under that operation's id, claims nothing and is settled by the one who asks;
    /// null for an ordinary call, which is journalled like a client's.
    /// </summary>
    public Guid? Operation { get; init; }

    /// <summary>The longest answer that is taken. 1 to 104,857,600; default 1 MiB.</summary>
    public int MaxResponseBytes { get; init; } = 1_048_576;

    /// <summary>How long it may take; default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
