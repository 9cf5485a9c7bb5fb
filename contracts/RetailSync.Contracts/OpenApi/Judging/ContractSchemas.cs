using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>Compiles the schemas of one contract, each once for each direction in which it has another meaning. One thread at a time.</summary>
internal sealed class ContractSchemas
{
    private const string Address = "https://contract.invalid/";

    private readonly SchemaBundle _bundle = new();
    private readonly SchemaResource _resource;
    private readonly SchemaCompiler _requests;
    private readonly SchemaCompiler _responses;
    private readonly Dictionary<SchemaNode, CompiledSchema> _compiled = [];
    private readonly Dictionary<SourceNode, ValueShape> _shapes = new(ReferenceEqualityComparer.Instance);
    private readonly ShapeReader _shapeReader;

    /// <summary>Opens a contract.</summary>
    /// <param name="document">An OpenAPI document of version 3.0 or later.</param>
    /// <param name="isDialect30">Whether its schemas are written as OpenAPI 3.0 has them.</param>
    /// <param name="faults">Receives what is wrong with schemas.</param>
    public ContractSchemas(SourceDocument document, bool isDialect30, ICollection<ConfigFault> faults)
    {
        Document = document;
        Faults = faults;
        _resource = _bundle.AddHolder(Address, document, isDialect30 ? SchemaDialect.OpenApi30 : SchemaDialect.Draft202012);
        var either = new SchemaCompiler(_bundle, judgesFormats: true, faults, SchemaUse.Either);
        _requests = Mentions(document.Root, "readOnly") ? new SchemaCompiler(_bundle, judgesFormats: true, faults, SchemaUse.Request) : either;
        _responses = Mentions(document.Root, "writeOnly") ? new SchemaCompiler(_bundle, judgesFormats: true, faults, SchemaUse.Response) : either;
        _shapeReader = new ShapeReader(_bundle);
        Anything = new CompiledSchema(new SchemaNode(new SchemaPlace(document.Root, _resource, "")) { LetsAllThrough = true }, isDynamic: false);
    }

    /// <summary>The document.</summary>
    public SourceDocument Document { get; }

    /// <summary>Receives what is wrong with the contract.</summary>
    public ICollection<ConfigFault> Faults { get; }

    /// <summary>A schema that lets all JSON through.</summary>
    public CompiledSchema Anything { get; }

    /// <summary>Where in the contract a keyword stands, as an RFC 6901 pointer; for a schema with an address of its own, the address.</summary>
    public static string PointerOf(string keywordLocation) => keywordLocation.StartsWith(Address + "#", StringComparison.Ordinal) ? keywordLocation[(Address.Length + 1)..] : keywordLocation;

    /// <summary>Compiles the schema under <c>schema</c>; null when there is none.</summary>
    /// <param name="holder">The media type, parameter or header.</param>
    /// <param name="direction">Which way the value goes.</param>
    public CompiledSchema? Compile(DocumentPlace holder, MessageDirection direction)
    {
        if (holder.Node["schema"] is not { } source)
        {
            return null;
        }

        var node = (direction == MessageDirection.Request ? _requests : _responses).Compile(new SchemaPlace(source, _resource, $"{holder.Pointer}/schema"));
        if (!_compiled.TryGetValue(node, out var schema))
        {
            _compiled[node] = schema = new CompiledSchema(node, _bundle.IsDynamic);
        }

        return schema;
    }

    /// <summary>What kinds of values the schema under <c>schema</c> speaks of.</summary>
    /// <param name="holder">The media type, parameter or header.</param>
    public ValueShape ShapeOf(DocumentPlace holder)
    {
        if (holder.Node["schema"] is not { } source)
        {
            return ValueShape.Any;
        }

        if (!_shapes.TryGetValue(source, out var shape))
        {
            _shapes[source] = shape = _shapeReader.Read(new SchemaPlace(source, _resource, $"{holder.Pointer}/schema"));
        }

        return shape;
    }

    /// <summary>Adds a fault at a place in the contract.</summary>
    public void Fault(SourceNode at, string message) => Faults.Add(new ConfigFault(Document.Locate(at), message));

    private static bool Mentions(SourceNode node, string keyword)
    {
        foreach (var (key, _, _, value) in node.Members)
        {
            if ((key == keyword && value is { Kind: SourceKind.Boolean, Text: "true" }) || Mentions(value, keyword))
            {
                return true;
            }
        }

        foreach (var item in node.Items)
        {
            if (Mentions(item, keyword))
            {
                return true;
            }
        }

        return false;
    }
}
