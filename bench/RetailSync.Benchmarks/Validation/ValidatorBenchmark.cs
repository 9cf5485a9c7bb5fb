using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RetailSync.Contracts.Schemas;

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
        _body = BodySchema.Body(Body);
        _schema = BodySchema.Compile(Body);
        if (_schema.Explain(_body) is not (SchemaVerdict.Valid, _))
        {
            throw new InvalidOperationException($"The {Body} is not valid: {_schema.Explain(_body)}");
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
