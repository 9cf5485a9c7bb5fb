namespace RetailSync.Contracts.Compare;

/// <summary>How much a change matters to those who use the contract. Ordered: a higher value is worse.</summary>
public enum ChangeLevel
{
    /// <summary>Nobody is hurt; it belongs into a changelog.</summary>
    Info,

    /// <summary>It may hurt somebody, which the documents alone cannot tell.</summary>
    Warning,

    /// <summary>It breaks a client, or a promise that was made to one.</summary>
    Error,
}
