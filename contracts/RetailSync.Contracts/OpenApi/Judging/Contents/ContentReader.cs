using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging.Contents;

/// <summary>Reads <c>content</c>: Media Type Objects by media type (OpenAPI 3.1.1, section 4.8.14). Each map is read once for each direction, however often it is referred to.</summary>
internal sealed class ContentReader(ContractSchemas schemas)
{
    /// <summary>No bodies.</summary>
    public static BodyTable Nothing { get; } = new([]);

    private readonly Dictionary<(SourceNode, MessageDirection), BodyTable> _tables = [];

    /// <summary>The bodies that a Request Body or Response Object declares.</summary>
    public BodyTable Read(DocumentPlace holder, MessageDirection direction)
    {
        if (holder.Down("content") is not { Node.Kind: SourceKind.Mapping } content)
        {
            return Nothing;
        }

        if (!_tables.TryGetValue((content.Node, direction), out var table))
        {
            _tables[(content.Node, direction)] = table = new BodyTable(Entries(content, direction).ToList());
        }

        return table;
    }

    private IEnumerable<BodyEntry> Entries(DocumentPlace content, MessageDirection direction)
    {
        foreach (var (mediaType, place) in content.Members())
        {
            if (MediaRange.Parse(mediaType) is { } range)
            {
                yield return Entry(mediaType, range, place, direction);
            }
            else
            {
                schemas.Fault(place.Node, $"'{mediaType}' is no media type or range; write it like application/json, text/* or */*.");
            }
        }
    }

    private BodyEntry Entry(string mediaType, MediaRange range, DocumentPlace place, MessageDirection direction)
    {
        var schema = schemas.Compile(place, direction);
        var shape = schemas.ShapeOf(place);
        var opaque = new OpaqueBodyJudge(mediaType);
        var text = schema is null || IsAnyText(schema) ? (IBodyJudge)opaque : new TextBodyJudge(mediaType, schema, shape);

        // A body that is called JSON has to be that at least. A range without a schema says nothing at all.
        var json = schema is null && range.IsRange ? opaque : (IBodyJudge)new JsonBodyJudge(mediaType, schema ?? schemas.Anything);
        return new BodyEntry(range, json, text, opaque);
    }

    private static bool IsAnyText(CompiledSchema schema) =>
        schema.Node.LetsAllThrough || (schema.Node is { IsSimple: true, Texts: null } && (schema.Node.Types & ValueTypes.Text) != 0);
}
