namespace RetailSync.Contracts.Schemas;

/// <summary>What schemas are compiled for. OpenAPI gives a schema another reading in each direction (OpenAPI 3.0, Schema Object; JSON Schema validation, section 9.4).</summary>
internal enum SchemaUse
{
    /// <summary>JSON Schema by itself.</summary>
    Plain,

    /// <summary>An OpenAPI document, in which direction does not matter.</summary>
    Either,

    /// <summary>What a client sends: a <c>readOnly</c> property need not be there.</summary>
    Request,

    /// <summary>What a server sends: a <c>writeOnly</c> property must not be there.</summary>
    Response,
}
