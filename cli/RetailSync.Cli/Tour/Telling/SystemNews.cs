namespace RetailSync.Cli.Tour;

/// <summary>What one system was told of the tour's changes in other systems.</summary>
/// <param name="System">The system's id.</param>
/// <param name="Changes">How many changes it needs.</param>
/// <param name="Has">How many of them its own ledger holds.</param>
/// <param name="LatestMilliseconds">How long after it was recorded the slowest of them was applied there, in milliseconds; null when it has none.</param>
internal sealed record SystemNews(string System, int Changes, int Has, long? LatestMilliseconds);
