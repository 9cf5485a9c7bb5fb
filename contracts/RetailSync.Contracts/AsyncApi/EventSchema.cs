using System.Buffers;
using System.Text.Json;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>Writes the schema of a message's payload as a document of its own: with its dialect, and with what it refers to at the places where it refers to it.</summary>
internal static class EventSchema
{
    private const string Components = "#/components/schemas/";

    /// <summary>The document in UTF-8; empty when the message has no payload.</summary>
    public static ReadOnlyMemory<byte> Of(AsyncApiMessage message, SourceDocument document)
    {
        var source = UnwrappedSchemas.Of(document);
        if (document.Find(message.Pointer) is not { } node || new DocumentPlace(document.Root, node, message.Pointer).Down("payload") is not { } payload)
        {
            return default;
        }

        var (schema, dialect) = Inner(payload.Node);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (schema["$schema"] is null && dialect.MetaSchema.Length > 0)
            {
                writer.WriteString("$schema", dialect.MetaSchema);
            }

            foreach (var member in schema.Members)
            {
                writer.WritePropertyName(member.Key);
                member.Value.WriteTo(writer);
            }

            WriteReferred(writer, schema, source.Root);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static (SourceNode Schema, SchemaDialect Dialect) Inner(SourceNode payload) => MessageSchemas.IsMultiFormat(payload)
        ? (payload["schema"]!, payload["schemaFormat"] is { } format ? SchemaFormatTable.Find(format.Text) ?? SchemaFormatTable.Default : SchemaFormatTable.Default)
        : (payload, SchemaFormatTable.Default);

    private static void WriteReferred(Utf8JsonWriter writer, SourceNode schema, SourceNode root)
    {
        var (names, isAll) = Referred(schema, root);
        if (names.Count == 0 && !isAll)
        {
            return;
        }

        // A reference to elsewhere is rare; then the whole document goes along, so that it leads somewhere.
        foreach (var member in root.Members.Where(member => isAll && member.Key != "components"))
        {
            writer.WritePropertyName(member.Key);
            member.Value.WriteTo(writer);
        }

        writer.WriteStartObject("components");
        writer.WriteStartObject("schemas");
        foreach (var member in root["components"]?["schemas"]?.Members.Where(member => isAll || names.Contains(member.Key)) ?? [])
        {
            writer.WritePropertyName(member.Key);
            member.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
        foreach (var member in root["components"]?.Members.Where(member => isAll && member.Key != "schemas") ?? [])
        {
            writer.WritePropertyName(member.Key);
            member.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    // Not the call stack: references can make a chain as long as the document.
    private static (HashSet<string> Names, bool IsAll) Referred(SourceNode schema, SourceNode root)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var isAll = false;
        var open = new Stack<SourceNode>([schema]);
        while (open.TryPop(out var next))
        {
            if (next["$ref"] is { Kind: SourceKind.Text } reference)
            {
                var pointer = Uri.UnescapeDataString(reference.Text);
                var name = pointer.StartsWith(Components, StringComparison.Ordinal) ? pointer[Components.Length..].Split('/')[0].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal) : null;
                isAll |= name is null;
                if (name is not null && names.Add(name) && root["components"]?["schemas"]?[name] is { } target)
                {
                    open.Push(target);
                }
            }

            foreach (var child in next.Items.Concat(next.Members.Select(member => member.Value)))
            {
                open.Push(child);
            }
        }

        return (names, isAll);
    }
}
