using System.Text;
using System.Text.Json;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Schemas;

/// <summary>Runs files of the JSON-Schema-Test-Suite, with its remote documents and the meta-schemas in reach.</summary>
internal sealed class SuiteRunner
{
    private const string Own = "https://contract.invalid/schema";
    private const string Remote = "http://localhost:1234/";

    private readonly SchemaDialect _dialect;
    private readonly bool _judgesFormats;
    private readonly List<(string Address, SourceDocument Document)> _known = [];

    public SuiteRunner(string folder, SchemaDialect dialect, bool judgesFormats)
    {
        (_dialect, _judgesFormats) = (dialect, judgesFormats);
        var remotes = Path.Combine(folder, "json-schema", "remotes");
        foreach (var file in Directory.EnumerateFiles(remotes, "*.json", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(remotes, file).Replace('\\', '/');
            _known.Add((Remote + path, Read(path, File.ReadAllBytes(file))!));
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "meta"), "*.json", SearchOption.AllDirectories))
        {
            var document = Read(Path.GetFileName(file), File.ReadAllBytes(file))!;
            _known.Add(((document.Root["$id"] ?? document.Root["id"])!.Text.TrimEnd('#'), document));
        }

        // Asked for by one of the suite's own meta-schemas.
        const string Assertion = "https://json-schema.org/draft/2020-12/meta/format-assertion";
        _known.Add((Assertion, Read("format-assertion.json", Encoding.UTF8.GetBytes($$"""{ "$id": "{{Assertion}}", "$dynamicAnchor": "meta" }"""))!));
    }

    public int Passed { get; private set; }

    public List<string> Failed { get; } = [];

    public void Run(string name, string file)
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (var one in cases.RootElement.EnumerateArray())
        {
            var title = $"{name}: {one.GetProperty("description").GetString()}";
            var (schema, fault) = Compile(Encoding.UTF8.GetBytes(one.GetProperty("schema").GetRawText()));
            foreach (var test in one.GetProperty("tests").EnumerateArray())
            {
                var expected = test.GetProperty("valid").GetBoolean() ? SchemaVerdict.Valid : SchemaVerdict.Invalid;
                var data = Encoding.UTF8.GetBytes(test.GetProperty("data").GetRawText());
                var verdict = schema?.Judge(data);
                var explained = schema?.Explain(data).Verdict;
                if (verdict == expected && explained == expected)
                {
                    Passed++;
                }
                else
                {
                    Failed.Add($"{title}: {test.GetProperty("description").GetString()}: {fault ?? $"{verdict}, explained {explained}"}");
                }
            }
        }
    }

    private (CompiledSchema? Schema, string? Fault) Compile(byte[] json)
    {
        var faults = new List<ConfigFault>();
        var bundle = new SchemaBundle();

        // Meta-schemas of one's own are looked up by those that use them.
        foreach (var (address, document) in _known)
        {
            bundle.Add(address, document, SchemaDialect.Find(address) ?? _dialect);
        }

        var root = bundle.Add(Own, DocumentReader.Read("schema.json", json, faults)!, _dialect);
        var node = new SchemaCompiler(bundle, _judgesFormats, faults) { AllowsBacktracking = true }.Compile(bundle.PlaceOf(new SchemaPlace(root.Root, root, "")));
        return faults.Count == 0 ? (new CompiledSchema(node, bundle.IsDynamic), null) : (null, faults[0].Message);
    }

    private static SourceDocument? Read(string name, byte[] json) => DocumentReader.Read(name, json, []);
}
