using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>A parameter of an operation, past references.</summary>
/// <param name="Node">The parameter.</param>
/// <param name="Pointer">Where it is defined.</param>
internal sealed record LintParameter(SourceNode Node, string Pointer)
{
    public string Name => Node["name"]?.Text ?? "";

    /// <summary><c>path</c>, <c>query</c>, <c>header</c> or <c>cookie</c>.</summary>
    public string In => Node["in"]?.Text ?? "";
}
