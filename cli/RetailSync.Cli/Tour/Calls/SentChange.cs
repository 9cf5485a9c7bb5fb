namespace RetailSync.Cli.Tour;

/// <summary>A request that would change a system's state.</summary>
/// <param name="System">The system.</param>
/// <param name="RequestId">The gateway's id of the request, which the system's ledger notes.</param>
/// <param name="Effect">What it is expected to do.</param>
internal sealed record SentChange(string System, string? RequestId, Effect Effect);
