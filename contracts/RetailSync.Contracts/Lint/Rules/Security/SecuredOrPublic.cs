using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Security;

/// <summary>Every operation is secured, or says that it is public.</summary>
internal sealed class SecuredOrPublic : ILintRule
{
    /// <inheritdoc/>
    public string Why => "An operation that nobody thought about is open, or closed to all: either is found out too late.";

    /// <inheritdoc/>
    public string Fix => "Add security to the operation or the document; write security: [] where everybody may call.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        document.Source.Root["security"] is not null
            ? []
            : document.Operations.Where(operation => operation.Node["security"] is null)
                .Select(operation => new Remark(operation.Pointer, operation.Member, $"{operation.Name} does not say who may call it."));
}
