using System.Text;
using System.Text.Json;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Schemas;

/// <summary>Compares values as JSON Schema does (core, section 4.2.2): numbers by value, objects without regard to order.</summary>
internal static class JsonComparer
{
    /// <summary>Whether the value that begins at the reader equals one from a schema. The reader is moved to its end, unless they differ.</summary>
    public static bool AreEqual(Evaluation evaluation, ref Utf8JsonReader reader, SourceNode node)
    {
        if (!evaluation.Step())
        {
            return false;
        }

        return reader.TokenType switch
        {
            JsonTokenType.StartObject => node.Kind == SourceKind.Mapping && IsMapping(evaluation, ref reader, node),
            JsonTokenType.StartArray => node.Kind == SourceKind.List && IsList(evaluation, ref reader, node),
            JsonTokenType.String => node.Kind == SourceKind.Text && evaluation.Text(ref reader).SequenceEqual(Encoding.UTF8.GetBytes(node.Text)),
            JsonTokenType.Number => node.Kind == SourceKind.Number && ExactNumber.Parse(reader.ValueSpan).Equals(ExactNumber.Parse(node.Text)),
            JsonTokenType.True => node is { Kind: SourceKind.Boolean, Text: "true" },
            JsonTokenType.False => node is { Kind: SourceKind.Boolean, Text: "false" },
            _ => node.Kind == SourceKind.Null,
        };
    }

    /// <summary>Whether two values of the instance are equal. Both readers stand at the beginning of their values and are moved.</summary>
    public static bool AreEqual(Evaluation evaluation, ref Utf8JsonReader left, ref Utf8JsonReader right)
    {
        if (!evaluation.Step())
        {
            return false;
        }

        if (left.TokenType != right.TokenType)
        {
            return false;
        }

        return left.TokenType switch
        {
            JsonTokenType.StartObject => AreSameObject(evaluation, ref left, ref right),
            JsonTokenType.StartArray => AreSameList(evaluation, ref left, ref right),
            JsonTokenType.String => AreSameText(evaluation, ref left, ref right),
            JsonTokenType.Number => ExactNumber.Parse(left.ValueSpan).Equals(ExactNumber.Parse(right.ValueSpan)),
            _ => true,
        };
    }

    /// <summary>A number that equal values share. The reader is moved to the value's end.</summary>
    public static int Hash(Evaluation evaluation, ref Utf8JsonReader reader)
    {
        evaluation.Step();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return HashOf(evaluation.Text(ref reader));
            case JsonTokenType.Number:
                return ExactNumber.Parse(reader.ValueSpan).GetHashCode();
            case JsonTokenType.StartArray:
                var list = 17;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list = (list * 31) + Hash(evaluation, ref reader);
                }

                return list;
            case JsonTokenType.StartObject:
                var sum = 19;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = HashOf(evaluation.Text(ref reader));
                    reader.Read();
                    sum += HashCode.Combine(name, Hash(evaluation, ref reader));
                }

                return sum;
            default:
                return (int)reader.TokenType;
        }
    }

    private static int HashOf(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return hash.ToHashCode();
    }

    private static bool IsMapping(Evaluation evaluation, ref Utf8JsonReader reader, SourceNode node)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Encoding.UTF8.GetString(evaluation.Text(ref reader));
            reader.Read();
            if (node[name] is not { } expected || !AreEqual(evaluation, ref reader, expected))
            {
                return false;
            }

            count++;
        }

        return count == node.Members.Count;
    }

    private static bool IsList(Evaluation evaluation, ref Utf8JsonReader reader, SourceNode node)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == node.Items.Count || !AreEqual(evaluation, ref reader, node.Items[count]))
            {
                return false;
            }

            count++;
        }

        return count == node.Items.Count;
    }

    private static bool AreSameText(Evaluation evaluation, ref Utf8JsonReader left, ref Utf8JsonReader right) =>
        left.ValueIsEscaped || right.ValueIsEscaped
            ? Encoding.UTF8.GetString(evaluation.Text(ref left)).AsSpan().SequenceEqual(Encoding.UTF8.GetString(evaluation.Text(ref right)))
            : left.ValueSpan.SequenceEqual(right.ValueSpan);

    private static bool AreSameList(Evaluation evaluation, ref Utf8JsonReader left, ref Utf8JsonReader right)
    {
        while (true)
        {
            left.Read();
            right.Read();
            var isOver = left.TokenType == JsonTokenType.EndArray;
            if (isOver || right.TokenType == JsonTokenType.EndArray)
            {
                return isOver && right.TokenType == JsonTokenType.EndArray;
            }

            if (!AreEqual(evaluation, ref left, ref right))
            {
                return false;
            }
        }
    }

    private static bool AreSameObject(Evaluation evaluation, ref Utf8JsonReader left, ref Utf8JsonReader right)
    {
        var start = right;
        var (count, others) = (0, 0);
        for (; left.Read() && left.TokenType != JsonTokenType.EndObject; count++)
        {
            var candidate = start;
            if (!FindSame(evaluation, ref left, ref candidate))
            {
                return false;
            }
        }

        while (right.Read() && right.TokenType != JsonTokenType.EndObject)
        {
            others++;
            right.Read();
            Skip(evaluation, ref right);
        }

        return count == others;
    }

    private static bool FindSame(Evaluation evaluation, ref Utf8JsonReader property, ref Utf8JsonReader other)
    {
        while (other.Read() && other.TokenType != JsonTokenType.EndObject && evaluation.Step())
        {
            var isIt = AreSameText(evaluation, ref property, ref other);
            other.Read();
            if (isIt)
            {
                property.Read();
                return AreEqual(evaluation, ref property, ref other);
            }

            Skip(evaluation, ref other);
        }

        return false;
    }

    private static void Skip(Evaluation evaluation, ref Utf8JsonReader reader)
    {
        var before = reader.BytesConsumed;
        reader.Skip();
        evaluation.Charge(reader.BytesConsumed - before);
    }
}
