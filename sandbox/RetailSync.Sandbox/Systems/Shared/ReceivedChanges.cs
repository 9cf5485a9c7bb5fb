namespace RetailSync.Sandbox;

/// <summary>The changes of other systems that a system took in, each once. Safe to call from many threads.</summary>
internal sealed class ReceivedChanges(Ledger ledger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ReceivedChange> _received = new(StringComparer.Ordinal);

    /// <summary>Forgets them.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _received.Clear();
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
                ledger.Append("receiveChange", changeId, request);
            }

            return received;
        }
    }
}
