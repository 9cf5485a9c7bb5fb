using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.OpenApi.Bodies;

/// <summary>A value of an OpenAPI document and the RFC 6901 pointer to it, past references.</summary>
internal readonly record struct DocumentPlace(SourceNode Root, SourceNode Node, string Pointer)
{
    private const int MaxHops = 32;

    /// <summary>The value under a key, past references; null when there is none.</summary>
    public DocumentPlace? Down(string key) => Node[key] is { } value ? Follow(new DocumentPlace(Root, value, $"{Pointer}/{SubschemaKeywords.Escape(key)}")) : null;

    /// <summary>All items that lead somewhere.</summary>
    public IEnumerable<DocumentPlace> Items()
    {
        for (var position = 0; position < Node.Items.Count; position++)
        {
            if (Follow(new DocumentPlace(Root, Node.Items[position], $"{Pointer}/{position}")) is { } place)
            {
                yield return place;
            }
        }
    }

    /// <summary>All members that lead somewhere.</summary>
    public IEnumerable<(string Key, DocumentPlace Place)> Members()
    {
        foreach (var member in Node.Members)
        {
            if (Down(member.Key) is { } place)
            {
                yield return (member.Key, place);
            }
        }
    }

    /// <summary>What stands there, past references; null when they lead nowhere.</summary>
    public static DocumentPlace? Follow(DocumentPlace place)
    {
        for (var hops = 0; hops < MaxHops; hops++)
        {
            if (place.Node["$ref"] is not { Kind: SourceKind.Text } reference)
            {
                return place;
            }

            if (LocalReference.Find(place.Root, reference.Text) is not { } target)
            {
                return null;
            }

            place = place with { Node = target, Pointer = Uri.UnescapeDataString(reference.Text)[1..] };
        }

        return null;
    }
}
