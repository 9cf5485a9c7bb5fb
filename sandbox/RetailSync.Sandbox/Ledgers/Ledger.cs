namespace RetailSync.Sandbox;

/// <summary>What a system really applied, in order: the truth that a test compares the gateway's records with. Safe to call from many threads.</summary>
/// <remarks>Append inside the lock that guards the state, so that the ledger's order is the state's order.</remarks>
internal sealed class Ledger(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly List<LedgerEntry> _entries = [];

    /// <summary>Notes a change that was applied.</summary>
    public LedgerEntry Append(string operation, string entityKey, RequestFacts request, string? clientReference = null)
    {
        lock (_gate)
        {
            var entry = new LedgerEntry(
                _entries.Count + 1,
                clock.GetUtcNow(),
                operation,
                entityKey,
                request.RequestId,
                request.IdempotencyKey,
                clientReference,
                request.BodyHash);
            _entries.Add(entry);
            return entry;
        }
    }

    /// <summary>The entries after the given sequence, oldest first; 0 for all of them.</summary>
    public IReadOnlyList<LedgerEntry> Since(long sequence)
    {
        lock (_gate)
        {
            return [.. _entries.Skip((int)Math.Clamp(sequence, 0, _entries.Count))];
        }
    }

    /// <summary>Forgets every entry; the next one has sequence 1 again.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }
}
