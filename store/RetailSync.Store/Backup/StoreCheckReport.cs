namespace RetailSync.Store.Backup;

/// <summary>What a check has found. Immutable.</summary>
/// <param name="File">The file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="SchemaVersion">The number of migrations that its tables have behind them; 0 when that cannot be read.</param>
/// <param name="Operations">Journalled operations in it.</param>
/// <param name="Events">Events in it.</param>
/// <param name="LastSequence">The newest event's sequence; 0 when there is none.</param>
/// <param name="Findings">What is wrong; empty when nothing is.</param>
public sealed record StoreCheckReport(string File, long Bytes, int SchemaVersion, long Operations, long Events, long LastSequence, IReadOnlyList<string> Findings)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Findings.Count == 0;
}
