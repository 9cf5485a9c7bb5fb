using System.Text;
using System.Text.Unicode;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging.Contents;

/// <summary>Holds bodies of <c>text/plain</c> against a schema: as a string, or the number or boolean that they spell where the schema asks for one.</summary>
/// <remarks>The text is UTF-8, US-ASCII or ISO 8859-1; of other encodings nothing is said.</remarks>
internal sealed class TextBodyJudge(string mediaType, CompiledSchema schema, ValueShape shape) : IBodyJudge
{
    private static readonly ProblemError Unreadable = new("", null, "The body is no text in the encoding that its content type names.");

    public string MediaType => mediaType;

    public bool ReadsBody => true;

    public BodyFinding Judge(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (Decode(contentType, body.Span, out var text) is { } verdict)
        {
            return new BodyFinding(verdict);
        }

        var json = Desk.Own.Json;
        return new BodyFinding(Findings.Of(Write(text, json, shape.TextTypes) is var first && first != SchemaVerdict.Valid && (shape.TextTypes & ValueTypes.Text) != 0 ? Write(text, json, ValueTypes.Text) : first));
    }

    public IReadOnlyList<ProblemError> Explain(string? contentType, ReadOnlyMemory<byte> body, int maxErrors)
    {
        if (Decode(contentType, body.Span, out var text) is { } verdict)
        {
            return verdict == BodyVerdict.Malformed ? [Unreadable] : [];
        }

        Write(text, Desk.Own.Json, (shape.TextTypes & ValueTypes.Text) != 0 ? ValueTypes.Text : shape.TextTypes);
        return Findings.Of(schema, Desk.Own.Json.Written, maxErrors);
    }

    private SchemaVerdict Write(ReadOnlySpan<byte> text, JsonBuffer json, ValueTypes types)
    {
        json.Clear();
        json.WriteValue(text, types);
        return schema.Judge(json.Written);
    }

    // Null: the text can be judged.
    private static BodyVerdict? Decode(string? contentType, ReadOnlySpan<byte> body, out ReadOnlySpan<byte> text)
    {
        text = body;
        var charset = new MediaTypeText(contentType).Find("charset");
        if (charset.IsEmpty || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
        {
            return Utf8.IsValid(body) ? null : BodyVerdict.Malformed;
        }

        if (!charset.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase))
        {
            return BodyVerdict.Undecided;
        }

        text = Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(body));
        return null;
    }
}
