using RetailSync.Contracts.AsyncApi;
using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.Events;

/// <summary>Finds the messages of an AsyncAPI 3 document.</summary>
internal static class EventMessages
{
    /// <summary>The messages of the document's channels, in the document's order; the components' own where there are no channels.</summary>
    public static IReadOnlyList<EventMessage> Of(SourceDocument document)
    {
        var found = new Dictionary<string, EventMessage>();
        var root = new SchemaPart(document.Root, "");
        foreach (var (channel, key) in Members(root, "channels").Select(one => (Follow(document, one.Part), one.Key)))
        {
            var address = channel.Node["address"] is { Kind: SourceKind.Text } given ? given.Text : key;
            foreach (var message in Members(channel, "messages"))
            {
                Add(found, document, message.Part, message.Key, address);
            }
        }

        if (found.Count == 0 && root.Below("components") is { } components)
        {
            foreach (var message in Members(components, "messages"))
            {
                Add(found, document, message.Part, message.Key, null);
            }
        }

        return [.. found.Values];
    }

    private static void Add(Dictionary<string, EventMessage> found, SourceDocument document, SchemaPart message, string key, string? address)
    {
        var place = Follow(document, message);
        var name = place.Node["name"] is { Kind: SourceKind.Text } given ? given.Text : key;
        var addresses = new HashSet<string>(found.TryGetValue(name, out var known) ? known.Addresses : []);
        if (address is not null)
        {
            addresses.Add(address);
        }

        var (payload, format) = Unwrap(place.Below("payload"));
        var dialect = format.Length == 0 ? SchemaFormatTable.Default : SchemaFormatTable.Find(format);
        found[name] = new EventMessage(name, place, payload, Unwrap(place.Below("headers")).Schema, dialect is null ? format : "", dialect?.ReferenceStandsAlone ?? true, addresses);
    }

    // A multi-format schema object (AsyncAPI 3.0.0) has the schema's format beside the schema.
    private static (SchemaPart? Schema, string Format) Unwrap(SchemaPart? schema) =>
        schema?.Node["schemaFormat"] is { Kind: SourceKind.Text } format ? (schema.Below("schema"), format.Text) : (schema, "");

    private static IEnumerable<(SchemaPart Part, string Key)> Members(SchemaPart part, string keyword) =>
        part.Below(keyword) is { } members ? members.Node.Members.Select(member => (members.Below(member.Key)!, member.Key)) : [];

    private static SchemaPart Follow(SourceDocument document, SchemaPart part)
    {
        for (var i = 0; i < 10 && part.Node["$ref"] is { Kind: SourceKind.Text } reference && LocalReference.Find(document.Root, reference.Text) is { } target; i++)
        {
            part = new SchemaPart(target, Uri.UnescapeDataString(reference.Text[1..]));
        }

        return part;
    }
}
