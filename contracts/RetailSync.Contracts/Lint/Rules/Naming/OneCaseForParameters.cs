using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Naming;

/// <summary>All query and path parameters of a contract are in one case.</summary>
internal sealed class OneCaseForParameters : ILintRule
{
    /// <inheritdoc/>
    public string Why => "A caller that knows one parameter can guess the next.";

    /// <inheritdoc/>
    public string Fix => "Write it like the others. Header names are not looked at: they have a case of their own.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        CaseMajority.Check(
            from parameter in document.Parameters
            where parameter.In is "query" or "path" && parameter.Node["name"] is { Kind: SourceKind.Text }
            select ($"{parameter.Pointer}/name", new SourceMember(parameter.Name, parameter.Node["name"]!.Line, parameter.Node["name"]!.Column, parameter.Node)),
            "parameter");
}
