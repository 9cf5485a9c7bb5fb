using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.OpenApi;

/// <summary>
/// Writes an OpenAPI document as JSON with every schema left empty: all that the library judges reliably. What it does not look into is left out too, which makes a large document a tenth of what it was:
/// the values of examples, extensions, the wording of descriptions, and references to components, which are written themselves.
/// </summary>
internal static class SchemalessJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static ReadOnlySpan<byte> AnyResponse => """{"description":"-"}"""u8;

    public static ReadOnlyMemory<byte> Write(SourceNode root)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(writer, root, named: false);
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, SourceNode node, bool named)
    {
        switch (node.Kind)
        {
            case SourceKind.Mapping:
                writer.WriteStartObject();
                foreach (ref readonly var member in node.MemberArray.AsSpan())
                {
                    WriteMember(writer, in member, named);
                }

                writer.WriteEndObject();
                break;
            case SourceKind.List:
                writer.WriteStartArray();
                foreach (var item in node.ItemArray)
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

    private static void WriteMember(Utf8JsonWriter writer, in SourceMember member, bool named)
    {
        var (key, kind) = (member.Key, member.Value.Kind);
        if (key.StartsWith("x-", StringComparison.Ordinal) && !named)
        {
            return;
        }

        writer.WritePropertyName(key);
        if (named)
        {
            Write(writer, member.Value, named: false);
            return;
        }

        switch (key)
        {
            case "schema" or "itemSchema":
                WriteEmpty(writer);
                break;
            case "schemas" when kind == SourceKind.Mapping:
                writer.WriteStartObject();
                foreach (var schema in member.Value.MemberArray)
                {
                    writer.WritePropertyName(schema.Key);
                    WriteEmpty(writer);
                }

                writer.WriteEndObject();
                break;
            case "example" or "value" or "dataValue":
                writer.WriteNumberValue(0);
                break;
            case "description" or "summary" when kind == SourceKind.Text && member.Value.Text.Length > 1:
                writer.WriteStringValue("-"u8);
                break;
            case "parameters" when kind == SourceKind.List:
                WriteParameters(writer, member.Value);
                break;
            default:
                WriteNamed(writer, key, member.Value);
                break;
        }
    }

    private static void WriteParameters(Utf8JsonWriter writer, SourceNode parameters)
    {
        writer.WriteStartArray();
        foreach (var parameter in parameters.ItemArray)
        {
            if (!Leads(parameter, "#/components/parameters/"))
            {
                Write(writer, parameter, named: false);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteNamed(Utf8JsonWriter writer, string key, SourceNode value)
    {
        if (value.Kind != SourceKind.Mapping || key is not ("responses" or "headers" or "examples" or "content"))
        {
            Write(writer, value, named: OpenApiKeys.NameMaps.Contains(key));
            return;
        }

        writer.WriteStartObject();
        foreach (ref readonly var member in value.MemberArray.AsSpan())
        {
            if (key == "responses" && Leads(member.Value, "#/components/responses/"))
            {
                writer.WritePropertyName(member.Key);
                writer.WriteRawValue(AnyResponse, skipInputValidation: true);
            }
            else if (key == "content" && HasSchemaAlone(member.Value))
            {
                writer.WritePropertyName(member.Key);
                WriteEmpty(writer);
            }
            else if (!(key == "headers" && Leads(member.Value, "#/components/headers/")) && !(key == "examples" && Leads(member.Value, "#/components/examples/")))
            {
                WriteMember(writer, in member, named: true);
            }
        }

        writer.WriteEndObject();
    }

    // A reference of the kind that belongs here: whether it leads somewhere has been checked, and what it names is written where it stands.
    private static bool Leads(SourceNode node, string to) =>
        node.MemberArray is [{ Key: "$ref", Value: { Kind: SourceKind.Text } reference }] && reference.Text.StartsWith(to, StringComparison.Ordinal);

    private static bool HasSchemaAlone(SourceNode media)
    {
        foreach (ref readonly var member in media.MemberArray.AsSpan())
        {
            if (member.Key is not ("schema" or "example") && !(member.Key == "examples" && Array.TrueForAll(member.Value.MemberArray, example => Leads(example.Value, "#/components/examples/"))))
            {
                return false;
            }
        }

        return media.Kind == SourceKind.Mapping;
    }

    private static void WriteEmpty(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
