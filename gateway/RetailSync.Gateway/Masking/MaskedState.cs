using System.Collections;
using System.Globalization;

namespace RetailSync.Gateway.Masking;

/// <summary>What a log line or scope says and carries, masked. Immutable.</summary>
internal sealed class MaskedState : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly string _text;
    private readonly IReadOnlyList<KeyValuePair<string, object?>> _values;

    private MaskedState(string text, IReadOnlyList<KeyValuePair<string, object?>> values) => (_text, _values) = (text, values);

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => _values[index];

    /// <summary>Masks a state and its text; null when there is nothing to mask.</summary>
    public static MaskedState? Create<TState>(TState state, string text, IMasker masker)
    {
        var maskedText = masker.Mask(text);
        var changed = !ReferenceEquals(maskedText, text);
        KeyValuePair<string, object?>[]? masked = null;
        var values = Values(state);
        if (values is not null)
        {
            for (var i = 0; i < values.Count; i++)
            {
                var value = Mask(values[i], masker);
                if (ReferenceEquals(value, values[i].Value))
                {
                    continue;
                }

                masked ??= [.. values];
                masked[i] = new(values[i].Key, value);
            }
        }

        return changed || masked is not null
            ? new MaskedState(maskedText, masked ?? values ?? [])
            : null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Logs carry lists; scopes are often dictionaries.
    private static IReadOnlyList<KeyValuePair<string, object?>>? Values<TState>(TState state) => state switch
    {
        IReadOnlyList<KeyValuePair<string, object?>> list => list,
        IEnumerable<KeyValuePair<string, object?>> others => [.. others],
        _ => null,
    };

    private static object? Mask(KeyValuePair<string, object?> pair, IMasker masker)
    {
        if (pair.Value is null or bool or int or double or TimeSpan or DateTimeOffset or Enum)
        {
            return pair.Value;
        }

        var text = pair.Value switch
        {
            string plain => plain,
            IEnumerable many => string.Join(", ", many.Cast<object?>()),
            var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
        };
        if (pair.Key != "{OriginalFormat}" && masker.IsSensitiveName(pair.Key))
        {
            return NamedValues.Mark;
        }

        var masked = masker.Mask(text);
        return ReferenceEquals(masked, text) ? pair.Value : masked;
    }
}
