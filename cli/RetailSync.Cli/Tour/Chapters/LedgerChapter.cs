namespace RetailSync.Cli.Tour;

/// <summary>Compares what was sent with what the systems themselves say they applied.</summary>
internal sealed class LedgerChapter : IChapter
{
    /// <inheritdoc/>
    public string Title => "The books";

    /// <inheritdoc/>
    public async Task TellAsync(TourGuide guide, Story story, CancellationToken cancellationToken)
    {
        var tallies = new List<SystemTally>();
        foreach (var sent in guide.Sent.GroupBy(change => change.System))
        {
            tallies.Add(await CountAsync(guide.Client, sent.Key, [.. sent], cancellationToken));
        }

        guide.Teller.Tally(tallies);
        if (tallies.Where(tally => !tally.Agrees).Select(tally => tally.System).ToList() is { Count: > 0 } differing)
        {
            throw new TourStoppedException($"The ledger of {string.Join(", ", differing)} does not hold what was sent.");
        }
    }

    private static async Task<SystemTally> CountAsync(TourClient client, string system, IReadOnlyList<SentChange> sent, CancellationToken cancellationToken)
    {
        var ledger = await client.LedgerAsync(system, cancellationToken);
        var applied = ledger.Select(entry => entry?["requestId"]?.ToString()).OfType<string>().GroupBy(id => id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        int Applied(SentChange change) => change.RequestId is { } id ? applied.GetValueOrDefault(id) : 0;
        return new SystemTally(
            system,
            sent.Count,
            sent.Count(change => change.Effect == Effect.Repeated),
            sent.Count(change => change.Effect == Effect.Refused),
            sent.Sum(Applied),
            sent.All(change => Applied(change) == (change.Effect is Effect.Applied or Effect.AppliedUnheard ? 1 : 0)));
    }
}
