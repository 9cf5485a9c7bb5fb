using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>Compiles the schemas of payloads and headers, each in its dialect. A schema that two messages share is compiled once.</summary>
internal sealed class MessageSchemas(AsyncApiScope scope)
{
    private const int MaxHops = 8;

    private readonly Dictionary<SchemaDialect, Compiling> _dialects = [];
    private readonly Dictionary<SchemaNode, CompiledSchema> _compiled = [];
    private readonly HashSet<(SourceNode Schema, SchemaDialect Dialect)> _looked = [];
    private readonly SourceDocument _unwrapped = UnwrappedSchemas.Of(scope.Document);

    /// <summary>Compiles the schema, or multi-format schema object, that stands at a place past references; null when it cannot be.</summary>
    public CompiledSchema? Compile(DocumentPlace place) => Inner(place, 0) is var (schema, dialect) ? Compile(schema, dialect) : null;

    // The schema itself: what a multi-format schema object holds, or the place as it is. Null, with a fault, when its format is not known.
    private (DocumentPlace Schema, SchemaDialect Dialect)? Inner(DocumentPlace place, int hops)
    {
        if (!IsMultiFormat(place.Node))
        {
            return (place, SchemaFormatTable.Default);
        }

        var schema = place with { Node = place.Node["schema"]!, Pointer = $"{place.Pointer}/schema" };

        // Generators wrap a reference to what is wrapped itself, with another format: the inner one knows.
        if (hops < MaxHops && schema.Node is { Members: [{ Key: "$ref" }] } && DocumentPlace.Follow(schema) is { } named && IsMultiFormat(named.Node))
        {
            return Inner(named, hops + 1);
        }

        if (place.Node["schemaFormat"] is not { } format)
        {
            return (schema, SchemaFormatTable.Default);
        }

        if (format.Kind != SourceKind.Text)
        {
            scope.Fault(format, $"'schemaFormat' must be a text, but is {format.Description}.");
            return null;
        }

        if (SchemaFormatTable.Find(format.Text) is { } dialect)
        {
            return (schema, dialect);
        }

        scope.Fault(format, $"Schemas of the format '{format.Text}' are not read. Known: {SchemaFormatTable.Known}.");
        return null;
    }

    /// <summary>Whether the value is a multi-format schema object and not a schema.</summary>
    public static bool IsMultiFormat(SourceNode node) =>
        node["schema"] is not null
        && (node["schemaFormat"] is not null || node.Members.All(member => member.Key == "schema" || member.Key.StartsWith("x-", StringComparison.Ordinal)));

    private CompiledSchema Compile(DocumentPlace place, SchemaDialect dialect)
    {
        // A schema that names its own draft is read as that.
        dialect = place.Node["$schema"] is { Kind: SourceKind.Text } own ? SchemaDialect.Find(own.Text) ?? dialect : dialect;
        RefuseOtherFormats(place.Node, dialect);
        if (!_dialects.TryGetValue(dialect, out var compiling))
        {
            _dialects[dialect] = compiling = Compiling.Of(scope, _unwrapped, dialect);
        }

        var node = compiling.Compiler.Compile(new SchemaPlace(place.Node, compiling.Resource, place.Pointer));
        if (!_compiled.TryGetValue(node, out var schema))
        {
            _compiled[node] = schema = new CompiledSchema(node, compiling.Bundle.IsDynamic);
        }

        return schema;
    }

    // The specification asks that both are of one format ("Multi Format Schema Object"): what the other means cannot be known otherwise.
    private void RefuseOtherFormats(SourceNode schema, SchemaDialect dialect)
    {
        // Not the call stack: references can make a chain as long as the document.
        var open = new Stack<SourceNode>([schema]);
        while (open.TryPop(out var next))
        {
            if (!_looked.Add((next, dialect)))
            {
                continue;
            }

            if (next["$ref"] is { Kind: SourceKind.Text } reference && LocalReference.Find(scope.Document.Root, reference.Text) is { } target)
            {
                if (target["schemaFormat"] is { } format && IsMultiFormat(target) && SchemaFormatTable.Find(format.Text) != dialect)
                {
                    scope.Fault(reference, $"'{reference.Text}' is a schema of the format '{format.Text}', but the one that refers to it is of {dialect.Name}. Both must be of one format.");
                }
                else
                {
                    open.Push(target);
                }
            }

            foreach (var child in next.Items.Concat(next.Members.Where(member => member.Key is not ("const" or "enum" or "default" or "examples")).Select(member => member.Value)))
            {
                open.Push(child);
            }
        }
    }

    private sealed record Compiling(SchemaBundle Bundle, SchemaResource Resource, SchemaCompiler Compiler)
    {
        public static Compiling Of(AsyncApiScope scope, SourceDocument document, SchemaDialect dialect)
        {
            var bundle = new SchemaBundle();
            var resource = bundle.AddHolder("https://contract.invalid/", document, dialect);
            return new Compiling(bundle, resource, new SchemaCompiler(bundle, judgesFormats: true, scope.Faults));
        }
    }
}
