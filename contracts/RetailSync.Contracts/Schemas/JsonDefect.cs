using System.Text.Json;
using System.Text.Unicode;

namespace RetailSync.Contracts.Schemas;

/// <summary>Finds out for people why a text was not taken for JSON. Slow: only for texts that were refused.</summary>
internal static class JsonDefect
{
    private static readonly JsonReaderOptions OneDeeper = new() { MaxDepth = Evaluation.MaxDepth + 1 };

    /// <summary>What is wrong with the text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="repeatedAt">Where a name stands that its object has had before; negative when there is none.</param>
    public static SchemaFailure Find(ReadOnlySpan<byte> json, long repeatedAt)
    {
        if (json.IsEmpty)
        {
            return new SchemaFailure("", "", "The text is empty; JSON has one value (RFC 8259).");
        }

        if (!Utf8.IsValid(json))
        {
            return new SchemaFailure("", "", "The text is not in UTF-8 (RFC 8259, section 8.1).");
        }

        if (json.StartsWith("\uFEFF"u8))
        {
            return new SchemaFailure("", "", "The text begins with a byte order mark, which JSON must not have (RFC 8259, section 8.1).");
        }

        return Read(json, repeatedAt);
    }

    private static SchemaFailure Read(ReadOnlySpan<byte> json, long repeatedAt)
    {
        var reader = new Utf8JsonReader(json, OneDeeper);
        var path = new JsonPath();
        try
        {
            while (reader.Read())
            {
                path.Take(ref reader);
                if (reader.CurrentDepth >= Evaluation.MaxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    return new SchemaFailure("", "", $"Values are nested more than {Evaluation.MaxDepth} levels deep.");
                }

                if (reader.TokenType == JsonTokenType.PropertyName && reader.TokenStartIndex == repeatedAt)
                {
                    return new SchemaFailure(path.ToString(), "", "The object has this name more than once.");
                }
            }
        }
        catch (JsonException e)
        {
            return new SchemaFailure("", "", $"The text is no JSON (RFC 8259) at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in a name.
        }

        return new SchemaFailure("", "", "A text or name escapes half a surrogate pair (RFC 8259, section 8.2).");
    }
}
