using System.Text.Json;
using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.RealDocuments;

/// <summary>An example and its schema: of a media type, parameter or header the schema beside it, inside a schema that schema itself.</summary>
/// <param name="Schema">The pointer to the schema.</param>
/// <param name="Value">The pointer to the value.</param>
internal sealed record DocumentExample(string Schema, string Value)
{
    /// <summary>All examples that have a schema beside them, wherever they stand, and all that stand inside schemas.</summary>
    public static IEnumerable<DocumentExample> Of(RealDocument document) => Below(document.Source!.Root, document.Source.Root, "").Concat(InSchemas(document.Source.Root, ""));

    /// <summary>This side's verdicts, a letter each.</summary>
    public static string Judge(RealDocument document, IEnumerable<DocumentExample> examples)
    {
        var faults = new List<ConfigFault>();
        var bundle = new SchemaBundle();
        var resource = bundle.AddHolder("https://contract.invalid/", document.Source!, document.IsDialect30 ? SchemaDialect.OpenApi30 : SchemaDialect.Draft202012);
        var compiler = new SchemaCompiler(bundle, judgesFormats: false, faults);
        var faulty = new HashSet<string>(StringComparer.Ordinal);
        var pairs = examples.Select(example => (Node: Compile(example.Schema), Value: Write(document.Source!.Find(example.Value)!))).ToList();
        return string.Concat(pairs.Select(pair => pair.Node is { } node ? Letter(new CompiledSchema(node, bundle.IsDynamic), pair.Value) : 'E'));

        // A schema that breaks the rules of its dialect is refused; no example of it has a verdict.
        SchemaNode? Compile(string pointer)
        {
            var before = faults.Count;
            var node = compiler.Compile(new SchemaPlace(document.Source!.Find(pointer)!, resource, pointer));
            return (faults.Count > before && faulty.Add(pointer)) || faulty.Contains(pointer) ? null : node;
        }
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

        foreach (var (step, child) in Steps(node))
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

    // Schemas stand below "schema" and below "schemas" of the components; from there on the keywords say where others stand.
    private static IEnumerable<DocumentExample> InSchemas(SourceNode node, string pointer)
    {
        foreach (var (step, child) in Steps(node))
        {
            var found = (step, pointer) switch
            {
                ("schema", _) => InSchema(child, $"{pointer}/{step}"),
                ("schemas", "/components") => Steps(child).SelectMany(named => InSchema(named.Node, $"{pointer}/{step}/{named.Step}")),
                ("example" or "examples" or "value" or "default" or "enum", _) => [],
                _ => InSchemas(child, $"{pointer}/{step}"),
            };
            foreach (var example in found)
            {
                yield return example;
            }
        }
    }

    private static IEnumerable<DocumentExample> InSchema(SourceNode schema, string pointer)
    {
        // Beside a reference nothing counts in OpenAPI 3.0; in 3.1 it does, and the schema is the two together.
        if (schema.Kind != SourceKind.Mapping)
        {
            yield break;
        }

        if (schema["example"] is not null)
        {
            yield return new DocumentExample(pointer, $"{pointer}/example");
        }

        foreach (var (step, _) in schema["examples"] is { Kind: SourceKind.List } examples ? Steps(examples) : [])
        {
            yield return new DocumentExample(pointer, $"{pointer}/examples/{step}");
        }

        foreach (var (step, child) in Steps(schema))
        {
            var below = step switch
            {
                "properties" or "patternProperties" or "dependentSchemas" or "$defs" or "definitions" or "allOf" or "anyOf" or "oneOf" or "prefixItems" =>
                    Steps(child).SelectMany(named => InSchema(named.Node, $"{pointer}/{step}/{named.Step}")),
                "items" or "additionalProperties" or "not" or "if" or "then" or "else" or "contains" or "propertyNames" or "unevaluatedItems" or "unevaluatedProperties" =>
                    InSchema(child, $"{pointer}/{step}"),
                _ => [],
            };
            foreach (var found in below)
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<(string Step, SourceNode Node)> Steps(SourceNode node) =>
        node.Members.Select(member => (SubschemaKeywords.Escape(member.Key), member.Value)).Concat(node.Items.Select((item, position) => ($"{position}", item)));

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
