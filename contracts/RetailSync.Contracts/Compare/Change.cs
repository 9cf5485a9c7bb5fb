namespace RetailSync.Contracts.Compare;

/// <summary>One difference between two versions of a contract. Immutable.</summary>
public sealed record Change
{
    /// <summary>Which rule found it, such as <c>request-parameter-became-required</c>.</summary>
    public required string Id { get; init; }

    /// <summary>How much it matters, as the rule says; whoever reports it may weigh it differently.</summary>
    public required ChangeLevel Level { get; init; }

    /// <summary>One plain sentence: what changed, and whom it hurts.</summary>
    public required string Message { get; init; }

    /// <summary>The operation it concerns, as <c>GET /orders/{id}</c> in the new document's spelling; empty for a change of the whole document.</summary>
    public string Operation { get; init; } = "";

    /// <summary>The operation's <c>operationId</c>, from the new document where it has one; empty when neither has.</summary>
    public string OperationId { get; init; } = "";

    /// <summary>Whether it concerns what clients send or what they receive.</summary>
    public ChangeDirection Direction { get; init; }

    /// <summary>Where it stands in the old document; null for what was added.</summary>
    public ChangePlace? Old { get; init; }

    /// <summary>Where it stands in the new document; null for what was removed.</summary>
    public ChangePlace? New { get; init; }

    /// <summary>
    /// 16 hexadecimal digits over id, operation, direction, path in the schema and the values that changed. Line numbers, file names and the names of
    /// path parameters do not enter, so the same change in a re-formatted document keeps its fingerprint.
    /// </summary>
    public string Fingerprint { get; init; } = "";
}
