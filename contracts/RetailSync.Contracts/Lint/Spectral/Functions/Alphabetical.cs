using System.Globalization;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary><c>alphabetical</c>: keys, or items, in the order of the alphabet.</summary>
/// <param name="keyedBy">The property of items that decides; null: the items themselves.</param>
internal sealed class Alphabetical(string? keyedBy) : ISpectralFunction
{
    /// <inheritdoc/>
    public IEnumerable<FunctionResult> Run(FunctionTarget target)
    {
        if (target.Value is not { Kind: SourceKind.Mapping or SourceKind.List })
        {
            yield break;
        }

        var children = target.Walker.Children(target.Node).ToList();
        var names = children.Select(child => target.Value.Kind == SourceKind.Mapping ? child.Key : Name(child.Value)).ToList();
        if (children.Count < 2)
        {
            yield break;
        }

        if (names.Contains(null))
        {
            yield return new FunctionResult(keyedBy is null ? $"{target.Named}must be one of the allowed types: number, string" : $"{target.Named}must be an object");
            yield break;
        }

        for (var i = 0; i + 1 < names.Count; i++)
        {
            if (Compare(names[i]!, names[i + 1]!) > 0)
            {
                yield return keyedBy is null
                    ? new FunctionResult($"\"{names[i]}\" must be placed after \"{names[i + 1]}\"", children[i])
                    : new FunctionResult("properties must follow the alphabetical order");
                yield break;
            }
        }
    }

    private string? Name(SourceNode item)
    {
        var value = keyedBy is null ? item : item[keyedBy];
        return value is { Kind: SourceKind.Text or SourceKind.Number } ? value.Text : null;
    }

    // Numbers by size; else letters without their case first, as dictionaries have it, small before large where nothing else differs.
    private static int Compare(string one, string other)
    {
        if (double.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out var first) && double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var second))
        {
            return first.CompareTo(second);
        }

        var order = string.CompareOrdinal(Fold(one), Fold(other));
        return order != 0 ? order : -string.CompareOrdinal(one, other);
    }

    // '_' would come behind the digits; in dictionaries every sign comes before them.
    private static string Fold(string text) => text.ToLowerInvariant().Replace('_', '\u0001');
}
