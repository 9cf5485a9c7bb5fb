namespace RetailSync.Gateway;

/// <summary>A change that its system has applied, with all that events are made of. Immutable. The same for an answer that just came and for one that recovery found later.</summary>
public sealed record CompletedChange
{
    /// <summary>The operation's id in the journal.</summary>
    public required Guid Id { get; init; }

    /// <summary>The contract's operation, with its event declaration.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The contract's id.</summary>
    public required string ContractId { get; init; }

    /// <summary>The path below the API version's prefix, as the contract's templates see it: <c>/customers/C-1001</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Who asked for the change; empty on public routes.</summary>
    public string ConsumerId { get; init; } = "";

    /// <summary>The request's <c>Content-Type</c>; null when there was none.</summary>
    public string? RequestContentType { get; init; }

    /// <summary>The request's body.</summary>
    public ReadOnlyMemory<byte> RequestBody { get; init; }

    /// <summary>The answer's status; 0 when the change is known to have been applied, but the answer is not known.</summary>
    public required int Status { get; init; }

    /// <summary>The answer's <c>Content-Type</c>; null when there was none.</summary>
    public string? ResponseContentType { get; init; }

    /// <summary>The answer's body; null when it is not known.</summary>
    public ReadOnlyMemory<byte>? ResponseBody { get; init; }

    /// <summary>Whether the answer was found out later and not taken from the call itself.</summary>
    public bool IsReconstructed { get; init; }
}
