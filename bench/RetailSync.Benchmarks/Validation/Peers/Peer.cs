namespace RetailSync.Benchmarks.Validation.Peers;

/// <summary>Something that reads or judges a body, over and over.</summary>
internal abstract class Peer(string name)
{
    /// <summary>How tables call it.</summary>
    public string Name => name;

    /// <summary>Goes over a body; says the processor time that took, in microseconds, and how often the answer was yes.</summary>
    public abstract Task<(double Microseconds, int Accepted)> RunAsync(string body, int iterations);
}
