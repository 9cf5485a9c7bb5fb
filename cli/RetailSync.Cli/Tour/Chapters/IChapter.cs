namespace RetailSync.Cli.Tour;

/// <summary>One chapter of the story. Has no state: what one chapter leaves to the next is in the <see cref="Story"/>.</summary>
internal interface IChapter
{
    /// <summary>The chapter's heading.</summary>
    string Title { get; }

    /// <summary>Tells it.</summary>
    /// <exception cref="TourStoppedException">Something is not as the story needs it.</exception>
    Task TellAsync(TourGuide guide, Story story, CancellationToken cancellationToken);
}
