using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Naming;

/// <summary>Every operation has an operationId of its own.</summary>
internal sealed class UniqueOperationIds : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Permissions, events, measurements and generated clients name the operation by it.";

    /// <inheritdoc/>
    public string Fix => "Give the operation an id that no other has, a verb and a noun: listOrders.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        var taken = new Dictionary<string, LintOperation>(StringComparer.Ordinal);
        foreach (var operation in document.Operations)
        {
            if (operation.Node["operationId"] is not { Kind: SourceKind.Text, Text: not "" } id)
            {
                yield return new Remark(operation.Pointer, operation.Member, $"{operation.Name} has no operationId.");
            }
            else if (!taken.TryAdd(id.Text, operation))
            {
                yield return new Remark($"{operation.Pointer}/operationId", id, $"The operationId '{id.Text}' is also that of {taken[id.Text].Method.ToUpperInvariant()} {taken[id.Text].Path}.");
            }
        }
    }
}
