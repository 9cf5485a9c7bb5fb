using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Naming;

/// <summary>All operationIds of a contract are in one case.</summary>
internal sealed class OneCaseForOperationIds : ILintRule
{
    /// <inheritdoc/>
    public string Why => "They become method names of generated clients; two cases in one client look like two authors.";

    /// <inheritdoc/>
    public string Fix => "Write it like the others.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        CaseMajority.Check(
            from operation in document.Operations
            let id = operation.Node["operationId"]
            where id is { Kind: SourceKind.Text }
            select ($"{operation.Pointer}/operationId", new SourceMember(id.Text, id.Line, id.Column, id)),
            "operationId");
}
