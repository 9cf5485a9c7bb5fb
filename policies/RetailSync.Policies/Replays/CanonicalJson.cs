using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace RetailSync.Policies.Replays;

/// <summary>Writes JSON in one form only: members in ordinal order, no white space, numbers as they were written. Safe to call from many threads.</summary>
internal static class CanonicalJson
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 64 };

    /// <summary>Writes it; false when the body is no JSON.</summary>
    public static bool TryWrite(ReadOnlySequence<byte> body, [NotNullWhen(true)] out ReadOnlyMemory<byte>? canonical)
    {
        canonical = null;
        try
        {
            using var document = JsonDocument.Parse(body, Reading);
            var written = new ArrayBufferWriter<byte>((int)body.Length + 16);
            using (var writer = new Utf8JsonWriter(written))
            {
                Write(document.RootElement, writer);
            }

            canonical = written.WrittenMemory;
            return true;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The second is told of text that is no Unicode.
            return false;
        }
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(element.GetRawText());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
