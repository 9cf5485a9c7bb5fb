using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>Enums in answers can grow.</summary>
internal sealed class ExtensibleEnums : ILintRule
{
    /// <inheritdoc/>
    public string Why => "A new value in an answer breaks every client that has a closed list of them.";

    /// <inheritdoc/>
    public string Fix => "Write x-extensible-enum instead of enum, or beside it, so that clients expect values they do not know.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from schema in document.Schemas.All
        let values = schema.Node["enum"]
        where (schema.Uses & (SchemaUses.Response | SchemaUses.Event)) != 0 && values is { Items.Count: > 1 } && schema.Node["x-extensible-enum"] is null
        select new Remark($"{schema.Pointer}/enum", values, "The list of values in an answer is closed.");
}
