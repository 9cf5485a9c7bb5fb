using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Versioning;

/// <summary>What is deprecated says when it ends.</summary>
internal sealed class DeprecatedHasSunset : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Without a date nobody plans the move, and the removal comes as a surprise (RFC 8594).";

    /// <inheritdoc/>
    public string Fix => "Add x-sunset with the first day on which it may be gone: x-sunset: 2027-06-30.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        foreach (var operation in document.Operations.Where(operation => IsDeprecated(operation.Node) && operation.Node["x-sunset"] is null))
        {
            yield return new Remark(operation.Pointer, operation.Member, $"{operation.Name} is deprecated, but has no x-sunset.");
        }

        foreach (var parameter in document.Parameters.Where(parameter => IsDeprecated(parameter.Node) && parameter.Node["x-sunset"] is null))
        {
            yield return new Remark(parameter.Pointer, parameter.Node, $"The parameter '{parameter.Name}' is deprecated, but has no x-sunset.");
        }

        foreach (var property in document.Properties.Where(property => property.Extension("deprecated")?.Text == "true" && property.Extension("x-sunset") is null))
        {
            yield return new Remark(property.Pointer, property.Member, $"The property '{property.Name}' is deprecated, but has no x-sunset.");
        }
    }

    private static bool IsDeprecated(SourceNode node) => node["deprecated"] is { Kind: SourceKind.Boolean, Text: "true" };
}
