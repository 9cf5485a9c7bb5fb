using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary><c>pattern</c>: texts that match, or do not.</summary>
/// <param name="match">What must occur; null: nothing.</param>
/// <param name="notMatch">What must not occur; null: nothing.</param>
internal sealed class Pattern((string Text, SpectralPattern Value)? match, (string Text, SpectralPattern Value)? notMatch) : ISpectralFunction
{
    /// <inheritdoc/>
    public IEnumerable<FunctionResult> Run(FunctionTarget target)
    {
        if (target.Value is not { Kind: SourceKind.Text } value)
        {
            yield break;
        }

        if (match is { } wanted && !wanted.Value.IsMatch(value.Text))
        {
            yield return new FunctionResult($"\"{value.Text}\" must match the pattern \"{wanted.Text}\"");
        }

        if (notMatch is { } unwanted && unwanted.Value.IsMatch(value.Text))
        {
            yield return new FunctionResult($"\"{value.Text}\" must not match the pattern \"{unwanted.Text}\"");
        }
    }
}
