using System.Text;
using System.Text.Json;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.OpenApi.Judging;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Fuzz.Targets;

/// <summary>The validator with this repository's contracts: their examples, spoilt. An input is the number of a body in two bytes, and the value.</summary>
internal sealed class ValueTarget : FuzzTarget
{
    private readonly List<(CompiledSchema Schema, byte[] Example)> _bodies = [];
    private readonly List<byte[]> _examples;

    public ValueTarget(Seeds seeds)
    {
        foreach (var contract in seeds.Contracts)
        {
            var document = DocumentReader.Read("x.yaml", contract, [])!;
            foreach (var body in DeclaredBodies.Read(new ContractSchemas(document, document.Root["openapi"]!.Text.StartsWith("3.0", StringComparison.Ordinal), [])))
            {
                if (body.Schema is { } schema)
                {
                    _bodies.AddRange(body.Examples.Select(example => (schema, Write(example))));
                }
            }
        }

        _bodies.Add((Empty(), "{\"a\":[1,2,{\"b\":null}]}"u8.ToArray()));
        _examples = [.. _bodies.Select(body => body.Example)];
    }

    public override string Name => "value";

    public override byte[] Make(Random random)
    {
        var number = random.Next(_bodies.Count);
        return [(byte)(number >> 8), (byte)number, .. ByteMutator.Spoil(random, _bodies[number].Example, _examples)];
    }

    public override Finding? Check(byte[] input)
    {
        var number = input.Length < 2 ? 0 : (((input[0] << 8) | input[1]) % _bodies.Count);
        return Verdicts.Check(_bodies[number].Schema, input[Math.Min(2, input.Length)..]);
    }

    private static CompiledSchema Empty()
    {
        var bundle = new SchemaBundle();
        var root = bundle.Add("https://contract.invalid/empty", DocumentReader.Read("x.json", "{}"u8.ToArray(), [])!, SchemaDialect.Draft202012);
        return new CompiledSchema(new SchemaCompiler(bundle, judgesFormats: true, []).Compile(new SchemaPlace(root.Root, root, "")), isDynamic: false);
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
