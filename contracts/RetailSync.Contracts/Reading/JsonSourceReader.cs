using System.Text.Json;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Reading;

/// <summary>Reads JSON (RFC 8259, nothing more) into a tree with positions.</summary>
internal static class JsonSourceReader
{
    public static SourceNode? Read(string name, ReadOnlySpan<byte> utf8, ReadingLimits limits, ICollection<ConfigFault> faults)
    {
        var builder = new SourceTreeBuilder(name, limits, faults);
        // One level more than allowed, so that the builder meets the level too many first and words the fault.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.Depth + 1 });
        var cursor = new Utf8Cursor(utf8);
        var texts = new TextPool(utf8.Length);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    builder.End();
                    continue;
                }

                cursor.MoveTo((int)reader.TokenStartIndex);
                if (!Take(ref reader, builder, texts, cursor.Line, cursor.Column))
                {
                    return null;
                }
            }

            return builder.Root;
        }
        catch (JsonException e)
        {
            var (line, column) = Place(utf8, e);
            builder.Refuse(line, column, $"This is not valid JSON: {Reason(e)}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the reader throws when an escaped surrogate has no partner; the bytes themselves were checked before.
            builder.Refuse(cursor.Line, cursor.Column, "This is not valid JSON: the text holds half of a surrogate pair.");
            return null;
        }
    }

    private static bool Take(ref Utf8JsonReader reader, SourceTreeBuilder builder, TextPool texts, int line, int column)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return builder.Begin(mapping: true, line, column);
            case JsonTokenType.StartArray:
                return builder.Begin(mapping: false, line, column);
            case JsonTokenType.PropertyName:
                return builder.Key(TextOf(ref reader, texts), line, column);
            case JsonTokenType.String:
                return builder.Scalar(SourceKind.Text, TextOf(ref reader, texts), line, column) is not null;
            case JsonTokenType.Number:
                return builder.Scalar(SourceKind.Number, texts.Get(reader.ValueSpan), line, column) is not null;
            case JsonTokenType.True:
                return builder.Scalar(SourceKind.Boolean, "true", line, column) is not null;
            case JsonTokenType.False:
                return builder.Scalar(SourceKind.Boolean, "false", line, column) is not null;
            default:
                return builder.Scalar(SourceKind.Null, "null", line, column) is not null;
        }
    }

    private static string TextOf(ref Utf8JsonReader reader, TextPool texts) => reader.ValueIsEscaped ? reader.GetString()! : texts.Get(reader.ValueSpan);

    private static (int Line, int Column) Place(ReadOnlySpan<byte> utf8, JsonException e)
    {
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
        {
            start += utf8[start..].IndexOf((byte)'\n') + 1;
        }

        var cursor = new Utf8Cursor(utf8);
        cursor.MoveTo((int)Math.Min(start + (e.BytePositionInLine ?? 0), utf8.Length));
        return (cursor.Line, cursor.Column);
    }

    private static string Reason(JsonException e)
    {
        // The platform appends " LineNumber: 3 | BytePositionInLine: 7.", which counts from 0 and repeats the place.
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
