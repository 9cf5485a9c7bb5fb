using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.OpenApi;

/// <summary>
/// Writes an OpenAPI document as JSON with every schema left empty: all that the library judges reliably. What it does not look into is left out too, and what is
/// plainly right (<see cref="PlainOpenApi"/>), so that a large document becomes a small one: the library takes longer over a megabyte than all the rest.
/// </summary>
internal sealed class SchemalessJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static ReadOnlySpan<byte> AnyResponse => """{"description":"-"}"""u8;

    private readonly SourceNode _root;

    // The template whose operations are being written; null outside of paths.
    private string? _path;

    private SchemalessJson(SourceNode root) => _root = root;

    public static ReadOnlyMemory<byte> Write(SourceNode root)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            new SchemalessJson(root).Write(writer, root, named: false);
        }

        return buffer.WrittenMemory;
    }

    private void Write(Utf8JsonWriter writer, SourceNode node, bool named)
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

    private void WriteMember(Utf8JsonWriter writer, in SourceMember member, bool named)
    {
        var (key, kind) = (member.Key, member.Value.Kind);
        if (!named && (key.StartsWith("x-", StringComparison.Ordinal) || (key == "requestBody" && PlainOpenApi.IsRequestBody(member.Value))))
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

    private void WritePaths(Utf8JsonWriter writer, SourceNode paths)
    {
        writer.WriteStartObject();
        foreach (ref readonly var path in paths.MemberArray.AsSpan())
        {
            _path = path.Key;
            WriteMember(writer, in path, named: true);
        }

        _path = null;
        writer.WriteEndObject();
    }

    private void WriteParameters(Utf8JsonWriter writer, SourceNode parameters)
    {
        writer.WriteStartArray();
        foreach (var parameter in parameters.ItemArray)
        {
            var named = PlainOpenApi.Leads(parameter, "#/components/parameters/") ? LocalReference.Find(_root, parameter["$ref"]!.Text) : parameter;
            if (named is null || !PlainOpenApi.IsParameter(named, _path))
            {
                Write(writer, parameter, named: false);
            }
        }

        writer.WriteEndArray();
    }

    private void WriteNamed(Utf8JsonWriter writer, string key, SourceNode value)
    {
        if (key == "paths" && value.Kind == SourceKind.Mapping)
        {
            WritePaths(writer, value);
            return;
        }

        if (value.Kind != SourceKind.Mapping || key is not ("responses" or "headers" or "examples" or "content"))
        {
            Write(writer, value, named: OpenApiKeys.NameMaps.Contains(key));
            return;
        }

        writer.WriteStartObject();
        foreach (ref readonly var member in value.MemberArray.AsSpan())
        {
            if (key == "responses" && (PlainOpenApi.Leads(member.Value, "#/components/responses/") || PlainOpenApi.IsResponse(member.Value)))
            {
                writer.WritePropertyName(member.Key);
                writer.WriteRawValue(AnyResponse, skipInputValidation: true);
            }
            else if (key == "content" && PlainOpenApi.IsMediaType(member.Value))
            {
                writer.WritePropertyName(member.Key);
                WriteEmpty(writer);
            }
            else if (!(key == "headers" && PlainOpenApi.Leads(member.Value, "#/components/headers/")) && !(key == "examples" && PlainOpenApi.Leads(member.Value, "#/components/examples/")))
            {
                WriteMember(writer, in member, named: true);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteEmpty(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
