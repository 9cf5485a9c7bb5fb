using System.Buffers;
using RetailSync.Gateway;

namespace RetailSync.Testing;

/// <summary>A journal in memory. It arbitrates keys and lanes as a real one does, and forgets keys when their time is over. Safe to use from many threads.</summary>
public sealed class MemoryJournal(TimeProvider clock) : IJournal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _byLane = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Entry> _all = [];

    /// <inheritdoc/>
    public ValueTask<KnownOperation?> FindAsync(string scope, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(Find(scope)?.Known);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ClaimResult> ClaimAsync(Intent intent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(intent);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (intent.Key is { } key && Find(key.Scope) is { } taken)
            {
                return new(new ClaimResult(ClaimStatus.KeyTaken, taken.Known));
            }

            if (intent.Lane is { } lane && _byLane.TryGetValue(lane, out var before))
            {
                return new(before.Known.State == OperationState.Intent ? new ClaimResult(ClaimStatus.LaneTaken) : new ClaimResult(ClaimStatus.LaneBlocked, before.Known));
            }

            var entry = new Entry(intent with { Body = new ReadOnlySequence<byte>(intent.Body.ToArray()) });
            _all.Add(intent.Id, entry);
            if (intent.Key is not null)
            {
                _byKey[intent.Key.Scope] = entry;
            }

            if (intent.Lane is not null)
            {
                _byLane[intent.Lane] = entry;
            }

            return new(ClaimResult.Granted);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> SettleAsync(Intent intent, Settlement settlement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(settlement);
        lock (_lock)
        {
            if (!_all.TryGetValue(intent.Id, out var entry) || entry.Known.State != OperationState.Intent)
            {
                return new(false);
            }

            Settle(entry, settlement);
            return new(true);
        }
    }

    /// <summary>Decides an operation whose outcome was unknown, as a resolver would.</summary>
    public void Resolve(Guid operation, Settlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        lock (_lock)
        {
            Settle(_all[operation], settlement);
        }
    }

    private void Settle(Entry entry, Settlement settlement)
    {
        // The answer's memory is the exchange's, and gone with it.
        var answer = settlement.Answer is { Body: { } body } whole ? whole with { Body = new ReadOnlySequence<byte>(body.ToArray()) } : settlement.Answer;
        entry.Known = entry.Known with { State = settlement.State, Answer = answer };
        entry.CompletedAt = clock.GetUtcNow();
        if (!settlement.KeepsKey && entry.Intent.Key is { } key)
        {
            _byKey.Remove(key.Scope);
        }

        if (settlement.State is not (OperationState.Unknown or OperationState.Exception) && entry.Intent.Lane is { } lane)
        {
            _byLane.Remove(lane);
        }
    }

    private Entry? Find(string scope)
    {
        if (!_byKey.TryGetValue(scope, out var entry))
        {
            return null;
        }

        var isFinal = entry.Known.State is OperationState.Done or OperationState.Rejected;
        return isFinal && clock.GetUtcNow() - entry.CompletedAt >= entry.Intent.Key!.Keep ? null : entry;
    }

    private sealed class Entry(Intent intent)
    {
        public Intent Intent => intent;

        public KnownOperation Known { get; set; } = new() { Id = intent.Id, State = OperationState.Intent, Fingerprint = intent.Key?.Fingerprint ?? default };

        public DateTimeOffset CompletedAt { get; set; }
    }
}
