using RetailSync.Contracts.Lint.Spectral.Paths;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary><c>enumeration</c>: one of the listed values.</summary>
/// <param name="values">The values.</param>
internal sealed class Enumeration(IReadOnlyList<SourceNode> values) : ISpectralFunction
{
    /// <inheritdoc/>
    public IEnumerable<FunctionResult> Run(FunctionTarget target)
    {
        if (target.Value is null or { Kind: SourceKind.Mapping or SourceKind.List })
        {
            return [];
        }

        var value = FilterValue.Of(target.Value);
        return values.Any(allowed => FilterValue.AreEqual(FilterValue.Of(allowed), value, isLoose: false))
            ? []
            : [new FunctionResult($"\"{target.Value.Text}\" must be equal to one of the allowed values: {string.Join(", ", values.Select(allowed => $"\"{allowed.Text}\""))}")];
    }
}
