using RetailSync.Cli.Tour;

namespace RetailSync.Cli.Tests.Tour;

/// <summary>Keeps what is said beside the story.</summary>
internal sealed class HeardTeller : ITourTeller
{
    public List<string> Said { get; } = [];

    public void Say(string text) => Said.Add(text);

    public void Begin(TourTarget target)
    {
    }

    public void Chapter(int number, string title)
    {
    }

    public void Step(TourStep step)
    {
    }

    public void Explain(IReadOnlyList<ExplainedLine> lines)
    {
    }

    public void News(IReadOnlyList<SystemNews> news)
    {
    }

    public void Tally(IReadOnlyList<SystemTally> tallies)
    {
    }

    public void End(string? stopped)
    {
    }
}
