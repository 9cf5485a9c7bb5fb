using RetailSync.Faults.Upstream;

namespace RetailSync.Faults.Checking;

/// <summary>Compares what clients were told with what the upstream did and what the events say. Pure.</summary>
public static class Checker
{
    /// <summary>Compares them.</summary>
    /// <param name="changes">What the clients know; each change once.</param>
    /// <param name="ledger">The upstream's ledger.</param>
    /// <param name="events">The event log, in its order.</param>
    public static InvariantReport Compare(IReadOnlyCollection<ClientChange> changes, IReadOnlyCollection<LedgerEntry> ledger, IReadOnlyCollection<EventEntry> events)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(events);

        var applied = ledger.ToLookup(entry => entry.Change, StringComparer.Ordinal);
        var told = events.ToLookup(entry => entry.Change, StringComparer.Ordinal);
        var acknowledged = changes.Where(change => change.Verdict == ClientVerdict.Ok).Select(change => change.Change).ToHashSet(StringComparer.Ordinal);
        var refused = changes.Where(change => change.Verdict == ClientVerdict.Fail).Select(change => change.Change);
        var names = changes.Select(change => change.Change).Concat(applied.Select(group => group.Key)).Concat(told.Select(group => group.Key)).Distinct(StringComparer.Ordinal).ToList();
        return new InvariantReport
        {
            Changes = changes.Count,
            Acknowledged = acknowledged.Count,
            Refused = changes.Count(change => change.Verdict == ClientVerdict.Fail),
            Unknown = changes.Count(change => change.Verdict == ClientVerdict.Unknown),
            Applied = ledger.Count,
            Events = events.Count,
            Reconstructed = events.Count(entry => entry.IsReconstructed),
            Lost = [.. names.Where(name => (applied[name].Any() || acknowledged.Contains(name)) && !told[name].Any())],
            Duplicated = [.. names.Where(name => applied[name].Skip(1).Any() || told[name].Skip(1).Any())],
            Phantom = [.. names.Where(name => told[name].Any() && !applied[name].Any())],
            NotApplied = [.. acknowledged.Where(name => !applied[name].Any())],
            AppliedThoughRefused = [.. refused.Where(name => applied[name].Any())],
            Inversions = [.. events.GroupBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(group => InversionsOf(group, applied))],
        };
    }

    // Changes with several effects or none are counted elsewhere; here they would only blur the order of the others.
    private static IEnumerable<string> InversionsOf(IEnumerable<EventEntry> ofOneKey, ILookup<string, LedgerEntry> applied)
    {
        var before = (Sequence: 0L, Change: "");
        foreach (var entry in ofOneKey.DistinctBy(entry => entry.Change, StringComparer.Ordinal))
        {
            if (applied[entry.Change].Take(2).ToList() is not [var effect])
            {
                continue;
            }

            if (effect.Sequence < before.Sequence)
            {
                yield return $"{entry.Key}: {entry.Change} after {before.Change}";
            }

            before = (effect.Sequence, entry.Change);
        }
    }
}
