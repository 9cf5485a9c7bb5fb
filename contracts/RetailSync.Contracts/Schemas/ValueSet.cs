using System.Text;
using System.Text.Json;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Schemas;

/// <summary>The values of an <c>enum</c> or <c>const</c> (JSON Schema validation, sections 6.1.2 and 6.1.3). Immutable.</summary>
internal sealed class ValueSet
{
    private static readonly PropertyTable NoTexts = new([]);

    private readonly PropertyTable _texts;
    private readonly ExactNumber[] _numbers;
    private readonly SourceNode[] _nested;
    private readonly IReadOnlyList<SourceNode> _values;
    private readonly bool _hasNull;
    private readonly bool _hasTrue;
    private readonly bool _hasFalse;

    /// <summary>Takes the values.</summary>
    public ValueSet(string keyword, IReadOnlyList<SourceNode> values)
    {
        Keyword = keyword;
        _values = values;
        var (texts, numbers, nested) = (new List<string>(values.Count), default(List<ExactNumber>), default(List<SourceNode>));
        foreach (var value in values)
        {
            switch (value.Kind)
            {
                case SourceKind.Text:
                    texts.Add(value.Text);
                    break;
                case SourceKind.Number:
                    (numbers ??= []).Add(ExactNumber.Parse(value.Text));
                    break;
                case SourceKind.Mapping or SourceKind.List:
                    (nested ??= []).Add(value);
                    break;
                case SourceKind.Null:
                    _hasNull = true;
                    break;
                default:
                    (_hasTrue, _hasFalse) = (_hasTrue || value.Text == "true", _hasFalse || value.Text == "false");
                    break;
            }
        }

        _texts = texts.Count == 0 ? NoTexts : new PropertyTable([.. texts.Distinct(StringComparer.Ordinal)]);
        _numbers = numbers is null ? [] : [.. numbers];
        _nested = nested is null ? [] : [.. nested];
    }

    /// <summary><c>enum</c> or <c>const</c>.</summary>
    public string Keyword { get; }

    /// <summary>The values as a message names them, not all of many.</summary>
    public string Description => field ??= Describe(_values);

    /// <summary>Whether the value that begins here is one of them. The reader is not moved.</summary>
    public bool Contains(Evaluation evaluation, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return _hasNull;
            case JsonTokenType.True:
                return _hasTrue;
            case JsonTokenType.False:
                return _hasFalse;
            case JsonTokenType.Number:
                return HasNumber(ref reader);
            case JsonTokenType.String or JsonTokenType.PropertyName:
                return _texts.Names.Count > 0 && _texts.Find(evaluation.Text(ref reader), 0) >= 0;
            default:
                return HasNested(evaluation, ref reader);
        }
    }

    private static string Describe(IReadOnlyList<SourceNode> values)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var value in values.Take(10))
            {
                value.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        var text = Encoding.UTF8.GetString(buffer.WrittenSpan[1..^1]).Replace(",", ", ", StringComparison.Ordinal);
        return (text.Length > 300 ? text[..300] : text) + (values.Count > 10 || text.Length > 300 ? " and others" : "");
    }

    private bool HasNumber(ref Utf8JsonReader reader)
    {
        if (_numbers.Length == 0)
        {
            return false;
        }

        var number = ExactNumber.Parse(reader.ValueSpan);
        foreach (var candidate in _numbers)
        {
            if (candidate.Equals(number))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasNested(Evaluation evaluation, ref Utf8JsonReader reader)
    {
        foreach (var candidate in _nested)
        {
            var copy = reader;
            if (JsonComparer.AreEqual(evaluation, ref copy, candidate))
            {
                return true;
            }
        }

        return false;
    }
}
