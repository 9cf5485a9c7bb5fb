using System.Text.Json;
using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.RealDocuments;

/// <summary>An example of a media type, parameter or header, and the schema beside it.</summary>
/// <param name="Schema">The pointer to the schema.</param>
/// <param name="Value">The pointer to the value.</param>
internal sealed record DocumentExample(string Schema, string Value)
{
    /// <summary>All examples that have a schema beside them, wherever they stand.</summary>
    public static IEnumerable<DocumentExample> Of(RealDocument document) => Below(document.Source!.Root, document.Source.Root, "");

    /// <summary>This side's verdicts, a letter each.</summary>
    public static string Judge(RealDocument document, IEnumerable<DocumentExample> examples)
    {
        var faults = new List<ConfigFault>();
        var bundle = new SchemaBundle();
        var resource = bundle.AddHolder("https://contract.invalid/", document.Source!, document.IsDialect30 ? SchemaDialect.OpenApi30 : SchemaDialect.Draft202012);
        var compiler = new SchemaCompiler(bundle, judgesFormats: false, faults);
        var nodes = examples.Select(example => (Node: compiler.Compile(new SchemaPlace(document.Source!.Find(example.Schema)!, resource, example.Schema)), Value: Write(document.Source!.Find(example.Value)!))).ToList();
        return string.Concat(nodes.Select(pair => Letter(new CompiledSchema(pair.Node, bundle.IsDynamic), pair.Value)));
    }

    private static char Letter(CompiledSchema schema, byte[] json) => schema.Judge(json) switch { SchemaVerdict.Valid => 'V', SchemaVerdict.Invalid => 'I', SchemaVerdict.NotJson => 'N', _ => 'G' };

    private static IEnumerable<DocumentExample> Below(SourceNode root, SourceNode node, string pointer)
    {
        if (node["schema"] is { Kind: SourceKind.Mapping })
        {
            foreach (var value in Values(root, node, pointer))
            {
                yield return new DocumentExample($"{pointer}/schema", value);
            }
        }

        foreach (var (step, child) in node.Members.Select(member => (SubschemaKeywords.Escape(member.Key), member.Value)).Concat(node.Items.Select((item, position) => ($"{position}", item))))
        {
            if (step is not ("example" or "examples" or "schema" or "schemas" or "value" or "default" or "enum"))
            {
                foreach (var found in Below(root, child, $"{pointer}/{step}"))
                {
                    yield return found;
                }
            }
        }
    }

    private static IEnumerable<string> Values(SourceNode root, SourceNode node, string pointer)
    {
        if (node["example"] is not null)
        {
            yield return $"{pointer}/example";
        }

        foreach (var (key, _, _, example) in node["examples"]?.Members ?? [])
        {
            if (example["value"] is not null)
            {
                yield return $"{pointer}/examples/{SubschemaKeywords.Escape(key)}/value";
            }
            else if (example["$ref"] is { } reference && LocalReference.Find(root, reference.Text)?["value"] is not null)
            {
                yield return $"{reference.Text[1..]}/value";
            }
        }
    }

    private static byte[] Write(SourceNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            node.WriteTo(writer);
        }

        return stream.ToArray();
    }
}
