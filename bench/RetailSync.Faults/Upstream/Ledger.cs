namespace RetailSync.Faults.Upstream;

/// <summary>Everything that was applied, in order. Safe to use from many threads.</summary>
internal sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<string, UpstreamAnswer> _byOperation = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UpstreamAnswer> _byChange = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Version, string Change)> _things = new(StringComparer.Ordinal);

    /// <summary>Applies a change, or finds what was answered to its operation before.</summary>
    /// <param name="key">The thing; null: a new one.</param>
    /// <param name="change">The client's name for the change.</param>
    /// <param name="operation">The gateway's operation id; empty: none.</param>
    /// <param name="honoursKeys">Whether a second request of one operation changes nothing.</param>
    /// <param name="ifMatch">The version that the thing must have; null: any.</param>
    public UpstreamAnswer Apply(string? key, string change, string operation, bool honoursKeys, string? ifMatch)
    {
        lock (_gate)
        {
            if (honoursKeys && operation.Length > 0 && _byOperation.TryGetValue(operation, out var before))
            {
                return before;
            }

            var sequence = _entries.Count + 1;
            var id = key ?? $"N-{sequence:0000000}";
            var version = _things.GetValueOrDefault(id).Version;
            if (ifMatch is not null && ifMatch != Tag(version))
            {
                return new UpstreamAnswer(412, id, change, Tag(version));
            }

            _entries.Add(new LedgerEntry(sequence, id, change, operation));
            _things[id] = (version + 1, change);
            var answer = new UpstreamAnswer(key is null ? 201 : 200, id, change, Tag(version + 1));
            _byChange[change] = answer;
            if (operation.Length > 0)
            {
                _byOperation[operation] = answer;
            }

            return answer;
        }
    }

    /// <summary>A thing as it is; null when there is none.</summary>
    public UpstreamAnswer? Find(string key)
    {
        lock (_gate)
        {
            return _things.TryGetValue(key, out var thing) ? new UpstreamAnswer(200, key, thing.Change, Tag(thing.Version)) : null;
        }
    }

    /// <summary>What a change has done; null when it was not applied.</summary>
    public UpstreamAnswer? FindChange(string change)
    {
        lock (_gate)
        {
            return _byChange.GetValueOrDefault(change);
        }
    }

    /// <summary>All entries so far.</summary>
    public IReadOnlyList<LedgerEntry> All()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }

    private static string Tag(long version) => $"\"v{version}\"";
}
