namespace RetailSync.Cli.Tour;

/// <summary>Gathers the tour and writes it as one JSON document at its end.</summary>
internal sealed class JsonTeller(CliContext context) : ITourTeller
{
    private readonly List<ToldChapter> _chapters = [];
    private TourTarget? _target;
    private IReadOnlyList<ExplainedLine>? _explanation;
    private IReadOnlyList<SystemNews>? _news;
    private IReadOnlyList<SystemTally>? _ledgers;

    /// <inheritdoc/>
    public void Say(string text) => context.Error.WriteLine(text);

    /// <inheritdoc/>
    public void Begin(TourTarget target) => _target = target;

    /// <inheritdoc/>
    public void Chapter(int number, string title) => _chapters.Add(new ToldChapter(number, title, []));

    /// <inheritdoc/>
    public void Step(TourStep step) => _chapters[^1].Steps.Add(step);

    /// <inheritdoc/>
    public void Explain(IReadOnlyList<ExplainedLine> lines) => _explanation = lines;

    /// <inheritdoc/>
    public void News(IReadOnlyList<SystemNews> news) => _news = news;

    /// <inheritdoc/>
    public void Tally(IReadOnlyList<SystemTally> tallies) => _ledgers = tallies;

    /// <inheritdoc/>
    public void End(string? stopped) => Output.WriteJson(context, new
    {
        Succeeded = stopped is null,
        Stopped = stopped,
        _target?.Gateway,
        Chapters = _chapters,
        Explanation = _explanation,
        News = _news,
        Ledgers = _ledgers,
    });

    private sealed record ToldChapter(int Number, string Title, List<TourStep> Steps);
}
