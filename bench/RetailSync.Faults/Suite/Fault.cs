namespace RetailSync.Faults.Suite;

/// <summary>One kind of fault: brings it about, and says what held.</summary>
internal abstract class Fault
{
    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in one sentence.</summary>
    public abstract string Description { get; }

    /// <summary>Whether it is part of the short form.</summary>
    public virtual bool IsInShortForm => false;

    /// <summary>Whether it is tried with this store.</summary>
    public virtual bool Suits(string store) => store == "sqlite";

    /// <summary>Tries it, one result a round.</summary>
    public abstract IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, CancellationToken cancel);
}
