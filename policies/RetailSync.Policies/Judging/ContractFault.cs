namespace RetailSync.Policies.Judging;

/// <summary>One way in which messages of an operation were found to break their contract. Holds no value of any message.</summary>
public sealed record ContractFault
{
    /// <summary>The contract, such as <c>crm/customers@1</c>.</summary>
    public required string ContractId { get; init; }

    /// <summary>The operation.</summary>
    public required string OperationId { get; init; }

    /// <summary><c>request</c> or <c>response</c>.</summary>
    public required string Side { get; init; }

    /// <summary>Which rule of the contract, as a JSON pointer.</summary>
    public required string KeywordLocation { get; init; }

    /// <summary>Where in the message it was found the first time.</summary>
    public required string InstanceLocation { get; init; }

    /// <summary>What is wrong there.</summary>
    public required string Error { get; init; }

    /// <summary>How often it was found.</summary>
    public long Count { get; init; }

    /// <summary>When it was found first.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was found last.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>The request in which it was found last.</summary>
    public string LastRequestId { get; init; } = "";

    /// <summary>The consumers that were concerned, ten at most.</summary>
    public IReadOnlyList<string> Consumers { get; init; } = [];
}
