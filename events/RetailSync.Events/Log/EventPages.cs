namespace RetailSync.Events.Log;

/// <summary>Reads the log page by page for those who pull. Every page costs a bounded amount of time and memory, whatever the filter is. Safe to use from many threads.</summary>
internal sealed class EventPages(EventLog log, EventSignal signal, TimeProvider clock)
{
    private const int ScanChunk = 1_000;
    private const int LongestScan = 20_000;
    private const long MostBytes = 8 * 1_024 * 1_024;
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>Reads the events of interest behind a place.</summary>
    public async Task<EventPage> ReadAsync(EventFilter filter, long after, int limit, CancellationToken cancellationToken)
    {
        var (wanted, scannedTo) = await ScanAsync(filter, after, limit, cancellationToken);
        var events = new List<StoredEvent>(wanted.Count);
        long bytes = 0;
        foreach (var part in wanted.Chunk(50))
        {
            foreach (var stored in await log.ReadAsync(part, cancellationToken))
            {
                bytes += stored.Data?.Length ?? 0;
                if (bytes > MostBytes && events.Count > 0)
                {
                    return new EventPage(events, events[^1].Seq);
                }

                events.Add(stored);
            }
        }

        return new EventPage(events, scannedTo);
    }

    /// <summary>Reads the events of interest, and when there are none waits for some.</summary>
    public async Task<EventPage> WaitAsync(EventFilter filter, long after, int limit, TimeSpan wait, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            var appended = signal.Next;
            var page = await ReadAsync(filter, after, limit, cancellationToken);
            var left = wait - clock.GetElapsedTime(start);
            if (page.Events.Count > 0 || left <= TimeSpan.Zero)
            {
                return page;
            }

            // A scan that stopped early goes on at once.
            if (page.ScannedTo - after < LongestScan)
            {
                await Task.WhenAny(appended, Task.Delay(left < PollInterval ? left : PollInterval, clock, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }

            after = page.ScannedTo;
        }
    }

    private async Task<(List<long> Wanted, long ScannedTo)> ScanAsync(EventFilter filter, long after, int limit, CancellationToken cancellationToken)
    {
        var wanted = new List<long>();
        var exact = filter.Keys is [var key] && key[^1] != '*' ? key : null;
        for (var scanned = 0; scanned < LongestScan;)
        {
            var heads = exact is null
                ? await log.HeadsAsync(after, ScanChunk, cancellationToken)
                : await log.HeadsOfKeyAsync(exact, after + 1, long.MaxValue, ScanChunk, cancellationToken);
            foreach (var head in heads)
            {
                after = head.Seq;
                if (filter.Matches(head))
                {
                    wanted.Add(head.Seq);
                    if (wanted.Count == limit)
                    {
                        return (wanted, after);
                    }
                }
            }

            if (heads.Count < ScanChunk)
            {
                break;
            }

            scanned += heads.Count;
        }

        return (wanted, after);
    }
}
