using System.Globalization;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary><c>length</c>: how many items, properties or characters, or how large a number.</summary>
/// <param name="min">The fewest; null: any.</param>
/// <param name="max">The most; null: any.</param>
internal sealed class Length(double? min, double? max) : ISpectralFunction
{
    /// <inheritdoc/>
    public IEnumerable<FunctionResult> Run(FunctionTarget target)
    {
        double? length = target.Value?.Kind switch
        {
            SourceKind.Mapping => target.Value.Members.Count,
            SourceKind.List => target.Value.Items.Count,
            SourceKind.Text => target.Value.Text.Length,
            SourceKind.Number => double.Parse(target.Value.Text, NumberStyles.Float, CultureInfo.InvariantCulture),
            _ => null,
        };
        if (length < min)
        {
            yield return new FunctionResult($"{target.Named}must be longer than {min?.ToString(CultureInfo.InvariantCulture)}");
        }

        if (length > max)
        {
            yield return new FunctionResult($"{target.Named}must be shorter than {max?.ToString(CultureInfo.InvariantCulture)}");
        }
    }
}
