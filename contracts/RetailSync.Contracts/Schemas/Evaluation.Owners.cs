using System.Text.Json;

namespace RetailSync.Contracts.Schemas;

/// <content>Whose fields a value has (<c>x-retailsync-owner</c>). Alternatives that do not fit, <c>not</c> and <c>if</c> say nothing about it.</content>
internal sealed partial class Evaluation
{
    // Bodies that are explained are few; a field more or less does not matter then.
    private const int MaxAuthorings = 10_000;

    private List<(long At, ulong Owners)>? _authorings;
    private ulong _authored;

    /// <summary>Whether the bundle has owners, so that every alternative counts and not only the first that fits.</summary>
    public bool TracksOwners { get; private set; }

    /// <summary>The owners of the fields that the last value has: bit n stands for entry n of the bundle's owners. Means something when the value fits only.</summary>
    public ulong Authored => _authored;

    /// <summary>Whether a schema fits, of which nothing counts but that.</summary>
    public bool Holds(SchemaNode schema, in Utf8JsonReader start, Marks? marks)
    {
        var (authored, count) = (_authored, _authorings?.Count ?? 0);
        var isFitting = Fits(schema, in start, marks);
        Forget(authored, count);
        return isFitting;
    }

    private void Forget(ulong authored, int count)
    {
        _authored = authored;
        if (_authorings is not null && _authorings.Count > count)
        {
            _authorings.RemoveRange(count, _authorings.Count - count);
        }
    }

    // A schema with an owner: of a property, an item, or an alternative. Objects are authored by their properties; one without any takes away what there was.
    private void Author(SchemaNode node, in Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject || (reader.CurrentDepth > 0 && IsEmpty(reader)))
        {
            Author(node.OwnerMask, reader.TokenStartIndex);
        }
    }

    private void Author(OwnerMasks owners, in Utf8JsonReader reader) => Author(reader.TokenType == JsonTokenType.Null ? owners.Null : owners.Always, reader.TokenStartIndex);

    private void Author(ulong owners, long at)
    {
        _authored |= owners;
        if (owners != 0 && _authorings is { Count: < MaxAuthorings })
        {
            _authorings.Add((at, owners));
        }
    }

    private static bool IsEmpty(Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.EndObject;
}
