using System.Globalization;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral.Paths;

/// <summary>Values of filters, and what JavaScript does with them.</summary>
internal static class FilterValue
{
    /// <summary>JavaScript's null, which is not undefined.</summary>
    public static readonly object Null = new();

    /// <summary>The value of a node: a scalar as what it is, a mapping or list as the node.</summary>
    public static object? Of(SourceNode? node) => node?.Kind switch
    {
        null => null,
        SourceKind.Text => node.Text,
        SourceKind.Number => double.Parse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture),
        SourceKind.Boolean => node.Text == "true",
        SourceKind.Null => Null,
        _ => node,
    };

    /// <summary>Whether JavaScript takes it for true.</summary>
    public static bool IsTruthy(object? value) => value switch
    {
        null => false,
        bool boolean => boolean,
        double number => number != 0 && !double.IsNaN(number),
        string text => text.Length > 0,
        _ => !ReferenceEquals(value, Null),
    };

    /// <summary>Whether two are the same: <c>===</c>, or with <paramref name="isLoose"/> null and undefined, and numbers and texts, alike.</summary>
    public static bool AreEqual(object? one, object? other, bool isLoose)
    {
        if (isLoose)
        {
            (one, other) = (ReferenceEquals(one, Null) ? null : one, ReferenceEquals(other, Null) ? null : other);
            if (one is double != other is double && ToNumber(one) is { } first && ToNumber(other) is { } second)
            {
                return first.Equals(second);
            }
        }

        return ReferenceEquals(one, other) || (one is not null && one is not SourceNode && one.Equals(other));
    }

    /// <summary>As a number; null when it is none.</summary>
    public static double? ToNumber(object? value) => value switch
    {
        double number => number,
        bool boolean => boolean ? 1 : 0,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
