namespace RetailSync.Faults.Checking;

/// <summary>Says what did not hold while a subscriber rejected one event, and in a replay afterwards. Pure.</summary>
public static class PoisonCheck
{
    /// <summary>Judges what has come while the event is rejected.</summary>
    /// <param name="subscriber">The subscription's id.</param>
    /// <param name="events">The event log, in its order.</param>
    /// <param name="poisoned">The id of the event that is rejected.</param>
    /// <param name="blocks">Whether the key waits behind it; otherwise it goes on and says that there is a gap.</param>
    /// <param name="deadLetters">Ids of the events that were given up.</param>
    /// <param name="arrivals">What has come so far, in its order.</param>
    public static IEnumerable<string> WhileRejected(string subscriber, IReadOnlyList<EventEntry> events, string poisoned, bool blocks, IReadOnlyCollection<string> deadLetters, IReadOnlyCollection<Arrival> arrivals)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(deadLetters);
        ArgumentNullException.ThrowIfNull(arrivals);

        var place = events.Select((entry, index) => (entry.Id, index)).First(one => one.Id == poisoned).index;
        var key = events[place].Key;
        var number = events.Take(place + 1).Count(entry => entry.Key == key);
        var behind = events.Skip(place + 1).Where(entry => entry.Key == key).Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        var taken = arrivals.Where(arrival => arrival.IsTaken).Select(arrival => arrival.Id).ToHashSet(StringComparer.Ordinal);
        if (deadLetters.Count != 1 || deadLetters.First() != poisoned)
        {
            yield return $"{subscriber}: the dead letters should be {poisoned} alone: {string.Join(", ", deadLetters)}";
        }

        var missing = events.Count(entry => entry.Id != poisoned && !(blocks && behind.Contains(entry.Id)) && !taken.Contains(entry.Id));
        if (missing > 0)
        {
            yield return $"{subscriber}: {missing} events had to wait although nothing is wrong with them.";
        }

        var overtaking = arrivals.Count(arrival => blocks && behind.Contains(arrival.Id));
        if (overtaking > 0)
        {
            yield return $"{subscriber}: {overtaking} deliveries of {key} overtook the event that was rejected.";
        }

        var silent = arrivals.Count(arrival => !blocks && behind.Contains(arrival.Id) && arrival.GapFrom != number);
        if (silent > 0)
        {
            yield return $"{subscriber}: {silent} deliveries of {key} do not say that number {number} is missing before them.";
        }
    }

    /// <summary>Judges a replay of one key.</summary>
    /// <param name="subscriber">The subscription's id.</param>
    /// <param name="events">The event log, in its order.</param>
    /// <param name="key">The thing whose events were asked for.</param>
    /// <param name="replayed">What has come since, in its order.</param>
    public static IEnumerable<string> AfterReplay(string subscriber, IReadOnlyList<EventEntry> events, string key, IReadOnlyCollection<Arrival> replayed)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(replayed);

        var expected = events.Where(entry => entry.Key == key).Select(entry => entry.Id);
        var came = replayed.Select(arrival => arrival.Id).ToList();
        if (!expected.SequenceEqual(came, StringComparer.Ordinal))
        {
            yield return $"{subscriber}: the replay of {key} brought {came.Count} deliveries, not its {events.Count(entry => entry.Key == key)} events each once and in order.";
        }

        if (replayed.Any(arrival => !arrival.IsReplayed))
        {
            yield return $"{subscriber}: the replay of {key} brought deliveries without the mark 'replayed'.";
        }
    }
}
