namespace RetailSync.Faults.Checking;

/// <summary>Compares what a subscriber got with the event log. Pure.</summary>
public static class DeliveryChecker
{
    /// <summary>Compares them.</summary>
    /// <param name="subscriber">The subscription's id.</param>
    /// <param name="events">The event log, in its order.</param>
    /// <param name="arrivals">What the subscriber got, in the order in which it came.</param>
    /// <param name="late">Ids of events that may come after later ones: dead letters that somebody let go and asked for again. Null: none.</param>
    public static DeliveryReport Compare(string subscriber, IReadOnlyCollection<EventEntry> events, IReadOnlyCollection<Arrival> arrivals, IReadOnlySet<string>? late = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(arrivals);

        // Two events with one id are a fault of the log, which the ledger's comparison names.
        var log = events.DistinctBy(entry => entry.Id, StringComparer.Ordinal).Select((entry, place) => (Entry: entry, Place: place)).ToDictionary(one => one.Entry.Id, StringComparer.Ordinal);
        var taken = arrivals.Where(arrival => arrival.IsTaken).ToList();
        var first = taken.DistinctBy(arrival => arrival.Id, StringComparer.Ordinal).Where(arrival => log.ContainsKey(arrival.Id)).ToList();
        return new DeliveryReport
        {
            Subscriber = subscriber,
            Events = log.Count,
            Delivered = first.Count,
            Again = taken.Count - taken.DistinctBy(arrival => arrival.Id, StringComparer.Ordinal).Count(),
            Missing = [.. log.Keys.Except(first.Select(arrival => arrival.Id), StringComparer.Ordinal)],
            Phantom = [.. arrivals.Select(arrival => arrival.Id).Where(id => !log.ContainsKey(id)).Distinct(StringComparer.Ordinal)],
            Altered = [.. arrivals.Where(arrival => arrival.Id != arrival.BodyId || (log.TryGetValue(arrival.Id, out var known) && !Says(arrival, known.Entry))).Select(arrival => arrival.Id)],
            Inversions = [.. first.Where(arrival => late?.Contains(arrival.Id) != true).GroupBy(arrival => log[arrival.Id].Entry.Key, StringComparer.Ordinal).SelectMany(group => InversionsOf(group, id => log[id].Place))],
            NotSigned = [.. arrivals.Where(arrival => !arrival.IsSigned).Select(arrival => arrival.Id)],
        };
    }

    private static bool Says(Arrival arrival, EventEntry entry) => arrival.Key == entry.Key && arrival.Change == entry.Change;

    private static IEnumerable<string> InversionsOf(IEnumerable<Arrival> ofOneKey, Func<string, int> placeOf)
    {
        Arrival? furthest = null;
        foreach (var arrival in ofOneKey)
        {
            if (furthest is not null && placeOf(arrival.Id) < placeOf(furthest.Id))
            {
                yield return $"{arrival.Key}: {arrival.Change} after {furthest.Change}";
            }
            else
            {
                furthest = arrival;
            }
        }
    }
}
