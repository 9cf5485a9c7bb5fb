using RetailSync.Gateway;

namespace RetailSync.Events.Journal;

/// <summary>What the events of an applied change are made of, from the call itself or from its row. Immutable.</summary>
internal sealed record EventFacts
{
    public required Guid Id { get; init; }

    public required string ContractId { get; init; }

    public required string ContractHash { get; init; }

    public required string OperationId { get; init; }

    public required string Target { get; init; }

    public required string ConsumerId { get; init; }

    public string? Lane { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> RequestHeaders { get; init; }

    public required ReadOnlyMemory<byte> RequestBody { get; init; }

    public required UpstreamAnswer? Answer { get; init; }

    public required bool IsReconstructed { get; init; }
}
