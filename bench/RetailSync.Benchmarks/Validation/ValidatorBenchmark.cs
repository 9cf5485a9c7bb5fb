using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Benchmarks.Validation;

/// <summary>A body held against its schema, beside what cannot be faster: a walk over its tokens.</summary>
[MemoryDiagnoser]
public class ValidatorBenchmark
{
    private byte[] _body = [];
    private CompiledSchema _schema = null!;

    [Params("Customer", "Order", "Catalogue")]
    public string Body { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        _body = Body switch
        {
            "Customer" => Payloads.Customer(),
            "Order" => Payloads.Order(),
            _ => Payloads.Catalogue(),
        };
        var faults = new List<ConfigFault>();
        var document = DocumentReader.ReadFile(Path.Combine(AppContext.BaseDirectory, "Validation", "retail.schema.json"), "retail.schema.json", faults)!;
        var bundle = new SchemaBundle();
        var root = bundle.Add("https://bench.invalid/retail", document, SchemaDialect.Draft202012);
        var place = bundle.Resolve($"#/$defs/{Body}", root)!.Value;
        _schema = new CompiledSchema(new SchemaCompiler(bundle, judgesFormats: true, faults).Compile(place), bundle.IsDynamic);
        if (faults.Count > 0 || _schema.Explain(_body) is not (SchemaVerdict.Valid, _))
        {
            throw new InvalidOperationException($"The {Body} is not valid: {faults.FirstOrDefault()?.Message ?? _schema.Explain(_body).ToString()}");
        }

        Console.WriteLine($"// {Body}: {_body.Length} bytes");
    }

    [Benchmark(Baseline = true)]
    public int Walk()
    {
        var reader = new Utf8JsonReader(_body);
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    [Benchmark]
    public bool Judge() => _schema.Judge(_body) == SchemaVerdict.Valid;

    [Benchmark]
    public int Parse()
    {
        using var document = JsonDocument.Parse(_body);
        return document.RootElement.GetPropertyCount();
    }
}
