using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Naming;

/// <summary>All property names of a contract are in one case.</summary>
internal sealed class OneCaseForProperties : ILintRule
{
    /// <inheritdoc/>
    public string Why => "A client maps names once; a single exception needs a mapping of its own and is the one that is forgotten.";

    /// <inheritdoc/>
    public string Fix => "Write it like the others; an old name can stay beside the new one, deprecated.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        // Headers of messages are named as their protocol wants it: ce_type, traceparent.
        CaseMajority.Check(document.Properties.Where(property => property.Owner.Uses != SchemaUses.Header).Select(property => (property.Pointer, property.Member)), "property");
}
