namespace RetailSync.Contracts.Lint.Model;

/// <summary>What a document is.</summary>
internal enum DocumentKind
{
    /// <summary>OpenAPI 3.0.</summary>
    OpenApi30,

    /// <summary>OpenAPI 3.1 or 3.2.</summary>
    OpenApi31,

    /// <summary>AsyncAPI 3.</summary>
    AsyncApi,
}
