namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>Where a parameter stands (<c>in</c>).</summary>
internal enum ParameterLocation
{
    Path,
    Query,
    Header,
    Cookie,

    /// <summary>The whole query as one value (OpenAPI 3.2).</summary>
    QueryString,
}
