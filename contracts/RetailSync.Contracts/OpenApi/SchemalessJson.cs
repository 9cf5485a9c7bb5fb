using System.Buffers;
using System.Text.Json;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Writes an OpenAPI document as JSON with every schema left empty: all that the library judges reliably.</summary>
internal static class SchemalessJson
{
    public static byte[] Write(SourceNode root)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, root, named: false);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, SourceNode node, bool named)
    {
        switch (node.Kind)
        {
            case SourceKind.Mapping:
                writer.WriteStartObject();
                foreach (var member in node.Members)
                {
                    writer.WritePropertyName(member.Key);
                    WriteMember(writer, member, named);
                }

                writer.WriteEndObject();
                break;
            case SourceKind.List:
                writer.WriteStartArray();
                foreach (var item in node.Items)
                {
                    Write(writer, item, named: false);
                }

                writer.WriteEndArray();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    private static void WriteMember(Utf8JsonWriter writer, SourceMember member, bool named)
    {
        if (!named && member.Key is "schema" or "itemSchema")
        {
            WriteEmpty(writer);
        }
        else if (!named && member.Key == "schemas" && member.Value.Kind == SourceKind.Mapping)
        {
            writer.WriteStartObject();
            foreach (var schema in member.Value.Members)
            {
                writer.WritePropertyName(schema.Key);
                WriteEmpty(writer);
            }

            writer.WriteEndObject();
        }
        else
        {
            Write(writer, member.Value, named: !named && OpenApiKeys.NameMaps.Contains(member.Key));
        }
    }

    private static void WriteEmpty(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
