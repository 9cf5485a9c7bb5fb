namespace RetailSync.Cli.Tour;

/// <summary>Tells the tour: to a person as it happens, or to a program at its end. Used by one tour at a time.</summary>
internal interface ITourTeller
{
    /// <summary>Says something beside the story.</summary>
    void Say(string text);

    /// <summary>Tells where the tour goes.</summary>
    void Begin(TourTarget target);

    /// <summary>Begins a chapter.</summary>
    void Chapter(int number, string title);

    /// <summary>Tells a step.</summary>
    void Step(TourStep step);

    /// <summary>Tells how the gateway explains a request.</summary>
    void Explain(IReadOnlyList<ExplainedLine> lines);

    /// <summary>Tells what each system was told of changes elsewhere.</summary>
    void News(IReadOnlyList<SystemNews> news);

    /// <summary>Tells what each system's ledger says.</summary>
    void Tally(IReadOnlyList<SystemTally> tallies);

    /// <summary>Ends the tour; <paramref name="stopped"/> says why it ended early, null when it did not.</summary>
    void End(string? stopped);
}
