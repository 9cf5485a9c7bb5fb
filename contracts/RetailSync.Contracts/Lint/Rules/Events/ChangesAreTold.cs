using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Events;

/// <summary>An operation that changes state declares its event.</summary>
internal sealed class ChangesAreTold : ILintRule
{
    /// <inheritdoc/>
    public string Why => "What changes without an event is missing everywhere else: in the search, the data warehouse and the other systems.";

    /// <inheritdoc/>
    public string Fix => "Add x-retailsync-event, or x-retailsync-changes: false where nothing changes.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from operation in document.Operations
        where operation.Changes && operation.Node["x-retailsync-event"] is null
        select new Remark(operation.Pointer, operation.Member, $"{operation.Name} changes state, but declares no event.");
}
