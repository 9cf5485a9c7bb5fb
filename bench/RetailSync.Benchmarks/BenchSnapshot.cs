using RetailSync.Catalog;
using RetailSync.Contracts;
using RetailSync.Gateway;

namespace RetailSync.Benchmarks;

/// <summary>The contract and the landscape of the benchmark over the wire, read with the real readers.</summary>
internal sealed class BenchSnapshot : ISnapshot
{
    private BenchSnapshot(ILandscape landscape, IReadOnlyDictionary<string, IContract> contracts)
    {
        Landscape = landscape;
        Contracts = contracts;
    }

    public string Revision => "bench";

    public ILandscape Landscape { get; }

    public IReadOnlyDictionary<string, IContract> Contracts { get; }

    public static BenchSnapshot Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "configs");
        var faults = new List<ConfigFault>();
        var contracts = ContractFolder.Read(Path.Combine(folder, "contracts"), new ContractCache(), faults);
        var landscape = LandscapeReader.Read(Path.Combine(folder, "landscape"), faults);
        return faults.Count == 0 ? new BenchSnapshot(landscape, contracts) : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }
}
