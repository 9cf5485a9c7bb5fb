using RetailSync.Fuzz.Targets;

namespace RetailSync.Fuzz;

/// <summary>A part of the product that has to bear any input. Made once for a run; one thread.</summary>
internal abstract class FuzzTarget
{
    /// <summary>How the command line and files call it.</summary>
    public abstract string Name { get; }

    /// <summary>An input. The same for the same state of the generator.</summary>
    public abstract byte[] Make(Random random);

    /// <summary>What is wrong with how the input was borne; null when nothing is. It may throw: that is a finding too.</summary>
    public abstract Finding? Check(byte[] input);

    public static IEnumerable<FuzzTarget> All()
    {
        var seeds = Seeds.Read();
        return [new ReaderTarget(seeds, isJson: true), new ReaderTarget(seeds, isJson: false), new SchemaTarget(), new ValueTarget(seeds), new ContractTarget(seeds)];
    }
}
