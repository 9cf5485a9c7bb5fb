using System.Buffers;

namespace RetailSync.Gateway;

/// <summary>A change that is about to be sent to its system: all that is needed to find out later what became of it. Immutable.</summary>
public sealed record Intent
{
    /// <summary>The operation's id (UUIDv7): what the system gets as our key or reference, and <c>/operations/{id}</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The request's id.</summary>
    public required string RequestId { get; init; }

    /// <summary>Who calls; empty on public routes.</summary>
    public string ConsumerId { get; init; } = "";

    /// <summary>The route's id.</summary>
    public required string RouteId { get; init; }

    /// <summary>The contract's id.</summary>
    public required string ContractId { get; init; }

    /// <summary>The hash of the contract as it was.</summary>
    public required string ContractHash { get; init; }

    /// <summary>The operation's id within the contract.</summary>
    public required string OperationId { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query as the caller sent them to the gateway.</summary>
    public required string Target { get; init; }

    /// <summary>The request's headers that the system needs to see again, such as <c>Content-Type</c> and <c>If-Match</c>. Never a credential.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The request's body. It must stay as it is until <see cref="IJournal.ClaimAsync"/> has completed; the journal keeps a copy, encrypted.</summary>
    public ReadOnlySequence<byte> Body { get; init; }

    /// <summary>The idempotency key; null when the request has none.</summary>
    public IdempotencyClaim? Key { get; init; }

    /// <summary>The key whose changes go one after another, <c>entity:key</c> such as <c>customer:C-1001</c>; null when the operation is unordered.</summary>
    public string? Lane { get; init; }

    /// <summary>What the system offers when no answer comes.</summary>
    public required UpstreamClass Class { get; init; }

    /// <summary>When the answer must be there at the latest.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>What this change follows from: the id of an event that was delivered through the pipeline; null when a client asked for it.</summary>
    public string? CausationId { get; init; }

    /// <summary>The <c>traceparent</c>; null when there is none.</summary>
    public string? TraceParent { get; init; }
}
