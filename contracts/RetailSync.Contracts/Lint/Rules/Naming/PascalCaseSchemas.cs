using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Naming;

/// <summary>Names of shared schemas are in PascalCase.</summary>
internal sealed class PascalCaseSchemas : ILintRule
{
    /// <inheritdoc/>
    public string Why => "They become the names of types in generated clients.";

    /// <inheritdoc/>
    public string Fix => "Write the name like a type: OrderLine.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from component in document.Components("schemas")
        where !char.IsAsciiLetterUpper(component.Member.Key.FirstOrDefault()) || component.Member.Key.AsSpan().IndexOfAny('_', '-') >= 0
        select new Remark(component.Pointer, component.Member, $"The schema '{component.Member.Key}' is not in PascalCase.");
}
