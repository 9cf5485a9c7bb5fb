namespace RetailSync.Cli.Tour;

/// <summary>The chapters in the order of the story.</summary>
internal static class Chapters
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IChapter> All { get; } =
    [
        new FrontDoorChapter(),
        new MovingChapter(),
        new PurchaseChapter(),
        new ReturnChapter(),
        new GatewayChapter(),
        new NewsChapter(),
        new LedgerChapter(),
    ];
}
