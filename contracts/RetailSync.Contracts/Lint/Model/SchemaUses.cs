namespace RetailSync.Contracts.Lint.Model;

/// <summary>What a schema describes, as far as the document's operations and messages lead to it.</summary>
[Flags]
internal enum SchemaUses
{
    /// <summary>Nothing leads to it.</summary>
    None = 0,

    /// <summary>A parameter.</summary>
    Parameter = 1,

    /// <summary>The body of a request.</summary>
    Request = 2,

    /// <summary>The body or a header of a response.</summary>
    Response = 4,

    /// <summary>The payload of a message, or the data of a change event.</summary>
    Event = 8,

    /// <summary>The body of a request that changes state.</summary>
    Write = 16,

    /// <summary>The headers of a message.</summary>
    Header = 32,
}
