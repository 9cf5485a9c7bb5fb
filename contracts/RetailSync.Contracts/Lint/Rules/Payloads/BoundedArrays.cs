using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>Lists are bounded.</summary>
internal sealed class BoundedArrays : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Who reads the list needs to know how much memory it takes, and who sends it how much is accepted.";

    /// <inheritdoc/>
    public string Fix => "Add maxItems.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from schema in document.Schemas.All
        where schema.Uses != 0 && schema.Is("array") && schema.Node["maxItems"] is null && !(schema.Node["prefixItems"] is not null && schema.Node["items"]?.Text == "false")
        select new Remark(schema.Pointer, schema.Node, "The list has no maxItems.");
}
