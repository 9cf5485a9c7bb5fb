using BenchmarkDotNet.Attributes;
using RetailSync.Gateway;

namespace RetailSync.Benchmarks;

/// <summary>Finding the operation of a contract by method and path.</summary>
[MemoryDiagnoser]
public class OperationBenchmark
{
    private IContract _contract = null!;

    [Params("/items/17", "/items/17/consents/newsletter", "/nowhere/17")]
    public string Path { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        _contract = BenchSnapshot.Read().Contracts["bench/items@1"];
        if (_contract.Match("GET", Path).Operation is null != Path.StartsWith("/nowhere", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"GET {Path} did not find what it should.");
        }
    }

    [Benchmark]
    public object? Match() => _contract.Match("GET", Path).Operation;
}
