namespace RetailSync.Cli.Tour;

/// <summary>What the tour sent to one system, and what that system's own ledger says of it.</summary>
/// <param name="System">The system's id.</param>
/// <param name="Sent">Requests that would change something.</param>
/// <param name="Repeated">How many of them said again what had been said before.</param>
/// <param name="Refused">How many of them the system was expected to refuse.</param>
/// <param name="Applied">How many changes the ledger holds for them.</param>
/// <param name="Agrees">Whether the ledger holds every change once, and nothing for repetitions and refusals.</param>
internal sealed record SystemTally(string System, int Sent, int Repeated, int Refused, int Applied, bool Agrees)
{
    /// <summary>How many the ledger should hold.</summary>
    public int Due => Sent - Repeated - Refused;
}
