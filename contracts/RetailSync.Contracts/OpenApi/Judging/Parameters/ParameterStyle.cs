namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>How lists and objects are written as text (OpenAPI 3.1.1, Style Values; 3.2 adds <see cref="Cookie"/>).</summary>
internal enum ParameterStyle
{
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
}
