namespace RetailSync.Faults.Driving;

/// <summary>Decides what no resolver can find out, as a person would: by looking at what the system has and what the log has.</summary>
/// <param name="stage">The stage.</param>
internal sealed class Person(Stage stage)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Decides until it is told to stop.</summary>
    public async Task DecideAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pause, TimeProvider.System, cancel);
                try
                {
                    await DecideOnceAsync(cancel);
                }
                catch (Exception away) when (away is HttpRequestException or FaultException)
                {
                    // The gateway was killed; the next look finds it again.
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
        }
    }

    // While an outcome is unknown its key takes no other change. So the ledger has one entry more than the log has events of the key, or as many.
    private async Task DecideOnceAsync(CancellationToken cancel)
    {
        var open = await stage.Read.OperationsAsync("exception", cancel);
        if (open.Count == 0)
        {
            return;
        }

        var applied = (await stage.LedgerAsync(cancel)).CountBy(entry => entry.Key).ToDictionary();
        var told = (await stage.Read.EventsAsync(cancel)).CountBy(entry => entry.Key).ToDictionary();
        foreach (var (id, key) in open)
        {
            await stage.Read.DecideAsync(id, applied.GetValueOrDefault(key) > told.GetValueOrDefault(key) ? "applied" : "not-applied", cancel);
        }
    }
}
