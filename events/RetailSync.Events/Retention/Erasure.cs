namespace RetailSync.Events.Retention;

/// <summary>What an erasure did. Immutable.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Operations">How many operations lost their bodies.</param>
/// <param name="Events">How many events lost their data.</param>
/// <param name="Open">How many operations of the subject are not settled and keep their bodies until they are: erase again then.</param>
internal sealed record Erasure(Guid Id, long Operations, long Events, long Open);
