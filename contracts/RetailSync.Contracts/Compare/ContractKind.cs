namespace RetailSync.Contracts.Compare;

/// <summary>What a document that is compared describes.</summary>
public enum ContractKind
{
    /// <summary>An HTTP API: OpenAPI 3.0, 3.1 or 3.2.</summary>
    OpenApi,

    /// <summary>Events: AsyncAPI 3.</summary>
    AsyncApi,

    /// <summary>One schema: JSON Schema, draft 4 to 2020-12.</summary>
    JsonSchema,
}
