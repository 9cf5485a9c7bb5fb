using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary><c>xor</c> and <c>or</c>: exactly, or at least, one of the listed properties.</summary>
/// <param name="properties">The properties.</param>
/// <param name="isExclusive">Whether only one of them may be there.</param>
internal sealed class PropertyChoice(IReadOnlyList<string> properties, bool isExclusive) : ISpectralFunction
{
    /// <inheritdoc/>
    public IEnumerable<FunctionResult> Run(FunctionTarget target)
    {
        if (target.Value is not { Kind: SourceKind.Mapping } mapping || properties.Count < 2)
        {
            yield break;
        }

        var there = mapping.Members.Select(member => member.Key).Where(properties.Contains).ToList();
        if (there.Count == 0)
        {
            yield return new FunctionResult($"At least one of {string.Join(" or ", properties.Select(property => $"\"{property}\""))} must be defined");
        }
        else if (there.Count > 1 && isExclusive)
        {
            yield return new FunctionResult($"Just one of {string.Join(" and ", there.Select(property => $"\"{property}\""))} must be defined");
        }
    }
}
