namespace RetailSync.Cli.Tour;

/// <summary>Something is not as the story needs it, and it cannot go on.</summary>
internal sealed class TourStoppedException(string message) : Exception(message);
