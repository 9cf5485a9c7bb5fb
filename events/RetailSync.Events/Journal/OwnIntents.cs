using System.Collections.Concurrent;

namespace RetailSync.Events.Journal;

/// <summary>
/// The operations that this process has claimed and not settled. The recovery holds them against the store: an intent of ours that is not here was never sent, and one that is
/// overdue is handled as unknown. Times are those of the monotonic clock, so that a clock that jumps takes nobody's operation away. Safe to use from many threads.
/// </summary>
internal sealed class OwnIntents(TimeProvider clock)
{
    /// <summary>How many bytes of outcomes may wait for the store. Beyond that the outcome is dropped and found out again: 64 MiB.</summary>
    public const long MaxWaitingBytes = 67_108_864;

    /// <summary>How long after its deadline an operation may still be settled by its call.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, Entry> _entries = [];
    private long _waitingBytes;

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The operations whose outcome could not be written yet.</summary>
    public IReadOnlyList<(Guid Id, Outcome? Outcome)> Waiting => [.. _entries.Where(entry => entry.Value.IsWaiting).Select(entry => (entry.Key, entry.Value.Outcome))];

    /// <summary>Before the intent is written.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="left">How long until its deadline.</param>
    public void Begin(Guid id, TimeSpan left) => _entries[id] = new Entry(clock.GetTimestamp(), left < TimeSpan.Zero ? Grace : left + Grace, false, null);

    /// <summary>When it is settled, or was not granted.</summary>
    public void End(Guid id)
    {
        if (_entries.TryRemove(id, out var entry) && entry.Outcome is { } outcome)
        {
            Interlocked.Add(ref _waitingBytes, -outcome.Bytes);
        }
    }

    /// <summary>When its outcome could not be written: keeps it for another try, as long as there is room.</summary>
    public void Wait(Outcome outcome)
    {
        var bytes = outcome.Bytes;
        var fits = Interlocked.Add(ref _waitingBytes, bytes) <= MaxWaitingBytes;
        if (!fits)
        {
            Interlocked.Add(ref _waitingBytes, -bytes);
        }

        _entries[outcome.Id] = new Entry(clock.GetTimestamp(), Grace, true, fits ? outcome : null);
    }

    /// <summary>When its outcome is lost: it is handled as unknown as soon as the store is back.</summary>
    public void Forsake(Guid id) => _entries[id] = new Entry(clock.GetTimestamp(), Grace, true, null);

    /// <summary>Whether it is here.</summary>
    public bool Has(Guid id) => _entries.ContainsKey(id);

    /// <summary>Whether its call must have given up by now.</summary>
    public bool IsOverdue(Guid id) => _entries.TryGetValue(id, out var entry) && !entry.IsWaiting && clock.GetElapsedTime(entry.Since) > entry.Limit;

    private sealed record Entry(long Since, TimeSpan Limit, bool IsWaiting, Outcome? Outcome);
}
