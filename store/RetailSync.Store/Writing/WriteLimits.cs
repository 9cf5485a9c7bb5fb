namespace RetailSync.Store.Writing;

/// <summary>Bounds of what waits and of what is committed at once. Immutable.</summary>
/// <param name="QueueUnits">Units that may wait before callers wait for a place.</param>
/// <param name="BatchStatements">Statements of one commit; a larger unit goes alone.</param>
/// <param name="BatchBytes">Bytes of values in one commit; a larger unit goes alone.</param>
internal sealed record WriteLimits(int QueueUnits = 4_096, int BatchStatements = 4_096, int BatchBytes = 8 * 1_048_576);
