using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RetailSync.Sandbox.Generic;

/// <summary>Reads a YAML file (or a JSON file, which YAML contains) into a JSON tree, by YAML's core schema.</summary>
internal static class YamlToJson
{
    /// <summary>The file's one document.</summary>
    /// <exception cref="InvalidDataException">It is not YAML, or not one document.</exception>
    public static JsonNode Read(string file)
    {
        var stream = new YamlStream();
        try
        {
            using var text = File.OpenText(file);
            stream.Load(text);
        }
        catch (YamlException fault)
        {
            throw new InvalidDataException($"{file}:{fault.Start.Line}:{fault.Start.Column}: {fault.Message}", fault);
        }

        if (stream.Documents is not [var document])
        {
            throw new InvalidDataException($"{file}: holds {stream.Documents.Count} documents; exactly one is expected.");
        }

        // Through text, so that every value in the tree is of the same kind as those of a request.
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, document.RootNode);
        }

        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                writer.WriteStartObject();
                foreach (var (key, value) in mapping.Children)
                {
                    writer.WritePropertyName(((YamlScalarNode)key).Value ?? "");
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case YamlSequenceNode sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Children)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: var text }:
                WritePlain(writer, text ?? "");
                break;
            case YamlScalarNode scalar:
                writer.WriteStringValue(scalar.Value);
                break;
            default:
                throw new InvalidDataException($"{node.Start.Line}:{node.Start.Column}: a {node.NodeType} cannot be turned into JSON.");
        }
    }

    private static void WritePlain(Utf8JsonWriter writer, string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            writer.WriteNullValue();
        }
        else if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            writer.WriteBooleanValue(text[0] is 't' or 'T');
        }
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            writer.WriteNumberValue(whole);
        }
        else if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }
}
