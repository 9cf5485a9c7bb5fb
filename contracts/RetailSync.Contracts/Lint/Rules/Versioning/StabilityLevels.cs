using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Versioning;

/// <summary>x-stability-level is draft, alpha, beta or stable.</summary>
internal sealed class StabilityLevels : ILintRule
{
    /// <inheritdoc/>
    public string Why => "The comparison of versions treats a break by it; a misspelt level means stable without anybody noticing.";

    /// <inheritdoc/>
    public string Fix => "Write draft, alpha, beta or stable.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from operation in document.Operations
        let level = operation.Node["x-stability-level"]
        where level is not null && level.Text is not ("draft" or "alpha" or "beta" or "stable")
        select new Remark($"{operation.Pointer}/x-stability-level", level, $"'{level.Text}' is no level of stability.");
}
