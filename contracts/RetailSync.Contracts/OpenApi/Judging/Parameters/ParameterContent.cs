namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>What a parameter's text is.</summary>
internal enum ParameterContent
{
    /// <summary>A value in one of the styles.</summary>
    Styled,

    /// <summary>A JSON text (<c>content</c> with a JSON media type).</summary>
    Json,

    /// <summary>Something that is not judged.</summary>
    Opaque,
}
