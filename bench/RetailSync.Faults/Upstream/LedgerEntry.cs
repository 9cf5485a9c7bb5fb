namespace RetailSync.Faults.Upstream;

/// <summary>One change that the upstream has applied. Immutable.</summary>
/// <param name="Sequence">Its place among all changes, from 1.</param>
/// <param name="Key">The thing that was changed.</param>
/// <param name="Change">The client's own name for the change, from the body.</param>
/// <param name="Operation">The gateway's operation id; empty when the request had none.</param>
public sealed record LedgerEntry(long Sequence, string Key, string Change, string Operation);
