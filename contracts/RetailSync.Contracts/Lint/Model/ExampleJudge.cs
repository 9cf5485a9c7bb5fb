using System.Buffers;
using System.Text.Json;
using RetailSync.Contracts.AsyncApi;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>Holds the examples of a document against its schemas, compiled as the gateway compiles them.</summary>
internal sealed class ExampleJudge
{
    private static readonly string[] NamedValues = ["value", "dataValue"];
    private static readonly string[] SingleValues = ["example", "default"];

    private readonly LintDocument _document;
    private readonly SchemaBundle _bundle = new();
    private readonly SchemaResource _resource;
    private readonly List<ConfigFault> _faults = [];
    private readonly SchemaCompiler _compiler;
    private readonly HashSet<(SourceNode Schema, SourceNode Example)> _judged = [];

    private ExampleJudge(LintDocument document)
    {
        _document = document;
        var dialect = document.Kind switch
        {
            DocumentKind.OpenApi30 => SchemaDialect.OpenApi30,
            DocumentKind.OpenApi31 => SchemaDialect.Draft202012,
            _ => SchemaDialect.Draft7,
        };
        _resource = _bundle.AddHolder("https://contract.invalid/", document.Source, dialect);
        _compiler = new SchemaCompiler(_bundle, judgesFormats: true, _faults);
    }

    /// <summary>A remark for each example that does not fit.</summary>
    public static IEnumerable<Remark> Judge(LintDocument document) =>
        document.Kind == DocumentKind.AsyncApi ? OfMessages(document) : new ExampleJudge(document).OfOpenApi();

    private static IEnumerable<Remark> OfMessages(LintDocument document)
    {
        var contract = AsyncApiReader.Read(null, "", document.Source, []);
        foreach (var message in contract?.Messages ?? [])
        {
            foreach (var fault in AsyncApiExamples.Judge(message, document.Source))
            {
                var place = fault.Path.Split(':');
                yield return new Remark($"{message.Pointer}/examples", int.Parse(place[^2], System.Globalization.CultureInfo.InvariantCulture), int.Parse(place[^1], System.Globalization.CultureInfo.InvariantCulture), fault.Message);
            }
        }
    }

    private IEnumerable<Remark> OfOpenApi()
    {
        foreach (var parameter in _document.Parameters)
        {
            foreach (var remark in OfHolder(_document.Root with { Node = parameter.Node, Pointer = parameter.Pointer }))
            {
                yield return remark;
            }
        }

        foreach (var operation in _document.Operations)
        {
            var bodies = operation.Responses.Select(response => response.Place).Concat(operation.RequestBody is { } body ? [body] : []);
            foreach (var (type, media) in bodies.SelectMany(each => each.Down("content")?.Members() ?? []).Where(media => IsJson(media.Key)))
            {
                foreach (var remark in OfHolder(media))
                {
                    yield return remark;
                }
            }
        }

        foreach (var schema in _document.Schemas.All)
        {
            foreach (var remark in OfSchema(schema))
            {
                yield return remark;
            }
        }
    }

    private static bool IsJson(string mediaType)
    {
        var essence = mediaType.Split(';')[0].Trim();
        return essence.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || essence.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    // A parameter, header or media type: example beside schema.
    private IEnumerable<Remark> OfHolder(DocumentPlace holder)
    {
        if (holder.Node["schema"] is not { } schema)
        {
            return [];
        }

        var named = (holder.Down("examples")?.Members() ?? []).SelectMany(each => NamedValues.Where(key => each.Place.Node[key] is not null).Select(key => (Node: each.Place.Node[key]!, Pointer: $"{each.Place.Pointer}/{key}")));
        var all = holder.Node["example"] is { } single ? named.Prepend((Node: single, Pointer: $"{holder.Pointer}/example")) : named;
        return all.SelectMany(example => Judge(schema, $"{holder.Pointer}/schema", example.Node, example.Pointer));
    }

    private IEnumerable<Remark> OfSchema(SchemaEntry schema)
    {
        var listed = (schema.Node["examples"]?.Items ?? []).Select((item, position) => (Node: item, Pointer: $"{schema.Pointer}/examples/{position}"));
        var single = SingleValues.Where(key => schema.Node[key] is not null).Select(key => (Node: schema.Node[key]!, Pointer: $"{schema.Pointer}/{key}"));
        return single.Concat(listed).SelectMany(example => Judge(schema.Node, schema.Pointer, example.Node, example.Pointer));
    }

    private IEnumerable<Remark> Judge(SourceNode schema, string schemaPointer, SourceNode example, string pointer)
    {
        if (!_judged.Add((schema, example)))
        {
            yield break;
        }

        var node = _compiler.Compile(new SchemaPlace(schema, _resource, schemaPointer));
        if (_faults.Count > 0)
        {
            // What is wrong with the schemas is told where documents are read; their verdicts mean nothing until then.
            yield break;
        }

        var (verdict, failures) = new CompiledSchema(node, _bundle.IsDynamic).Explain(Json(example));
        foreach (var failure in verdict == SchemaVerdict.Invalid ? failures : [])
        {
            JsonPointer.TryFollow(example, failure.InstanceLocation, out var last);
            yield return new Remark($"{pointer}{failure.InstanceLocation}", last.Value, $"The example does not fit its schema: {failure.Message}");
        }
    }

    private static ReadOnlyMemory<byte> Json(SourceNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }
}
