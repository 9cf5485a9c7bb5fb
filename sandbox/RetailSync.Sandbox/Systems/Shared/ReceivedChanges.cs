namespace RetailSync.Sandbox;

/// <summary>The changes of other systems that a system took in, each once. Safe to call from many threads.</summary>
internal sealed class ReceivedChanges
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ReceivedChange> _received = new(StringComparer.Ordinal);
    private readonly Ledger _ledger;
    private readonly ReceivedChange _seed;

    public ReceivedChanges(Ledger ledger, string type, string system, string key)
    {
        _ledger = ledger;
        _seed = new ReceivedChange(Seed.ReceivedChange, type, system, key, Seed.Made, []);
        Reset();
    }

    /// <summary>Forgets all but the one of the seed data.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _received.Clear();
            _received[_seed.ChangeId] = _seed;
        }
    }

    /// <summary>Adds the paths below a version.</summary>
    public void Map(IEndpointRouteBuilder version)
    {
        version.MapGet("/received-changes/{changeId}", (string changeId) => Find(changeId).Ok());
        version.MapPut("/received-changes/{changeId}", (string changeId, ChangeNotice notice, RequestFacts request) => TypedResults.Ok(Receive(changeId, notice, request)));
    }

    private Outcome<ReceivedChange> Find(string changeId)
    {
        lock (_gate)
        {
            return _received.TryGetValue(changeId, out var found) ? found : Refusal.NotFound("received-change", changeId);
        }
    }

    // The same change again is answered as the first time and is not applied again.
    private ReceivedChange Receive(string changeId, ChangeNotice notice, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_received.TryGetValue(changeId, out var received))
            {
                received = _received[changeId] = new ReceivedChange(changeId, notice.Type, notice.System, notice.Key, notice.OccurredAt, notice.Data);
                _ledger.Append("receiveChange", changeId, request);
            }

            return received;
        }
    }
}
